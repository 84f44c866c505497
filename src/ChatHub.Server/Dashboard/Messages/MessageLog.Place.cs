using System.Globalization;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>Where it is: at the newest line, further up, or held still. The tab keeps it: after a restart of the server the same lines are in view.</summary>
public sealed partial class MessageLog
{
    private const string PlaceKey = "log.place";
    private const string Held = "held";

    private long? _to; // the line that the browser begins with; null for the newest

    /// <summary>The browser stopped scrolling: which line is on top.</summary>
    [JSInvokable]
    public Task RestAsync(long top)
    {
        var at = (int)Math.Clamp(top - _view.First, 0, Math.Max(0, _view.Count - 1));
        return KeepPlaceAsync(_view.IsFollowing || _view.Count == 0 ? null : _view[at].Id);
    }

    /// <summary>Goes to where the tab was. What the history has let go meanwhile, it begins after; what came meanwhile is below.</summary>
    private void GoBack()
    {
        var kept = Viewer.Kept(PlaceKey).Split(' ');
        if (!long.TryParse(kept[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) || _view.IndexOf(id) is not { } at)
        {
            return;
        }

        _paused = kept is [_, Held];
        _view.Stay();
        (_to, _top) = (_view.First + at, _view.First + at);
    }

    /// <summary>Holds the log still for this viewer, or goes on with the newest line.</summary>
    private Task TogglePauseAsync()
    {
        if (_paused)
        {
            return FollowAsync();
        }

        _paused = true;
        var rested = _view.IsFollowing ? "" : Viewer.Kept(PlaceKey); // the browser's own place, to the line
        if (_view.IsFollowing)
        {
            _top = _view.First + Math.Max(0, _view.Count - _rows);
            _view.Stay();
        }

        Draw();
        return long.TryParse(rested, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? KeepPlaceAsync(id) : RestAsync(_top);
    }

    private async Task FollowAsync()
    {
        Leave();
        _view.Follow();
        Draw();
        await KeepPlaceAsync(null);
    }

    /// <summary>The next drawing is at the newest line.</summary>
    private void Leave()
    {
        _jump++;
        (_paused, _to) = (false, null);
    }

    private Task KeepPlaceAsync(long? id)
    {
        var place = id is { } line ? string.Create(CultureInfo.InvariantCulture, $"{line}{(_paused ? " " + Held : "")}") : "";
        return place == Viewer.Kept(PlaceKey) ? Task.CompletedTask : Viewer.KeepAsync(PlaceKey, place).AsTask();
    }
}
