using ChatHub.Chat;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Viewing;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Reading;

/// <summary>
/// Sounds and notifies for a viewer's highlights on every page, the tab seen or not. It looks once a second, and only while a rule asks for it. Draws nothing.
/// </summary>
public sealed class HighlightWatch : ComponentBase, IAsyncDisposable
{
    private const int MostCharacters = 160;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private HighlightRules _rules = HighlightRules.None;
    private HighlightAlarm? _alarm;
    private ITimer? _timer;
    private IJSObjectReference? _script;
    private int _looking;

    [Inject]
    private DashboardFeed Feed { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Viewer.KeptChanged -= Take;
        _timer?.Dispose();
        try
        {
            if (_script is not null)
            {
                await _script.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // the tab is gone
        }
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        Viewer.KeptChanged += Take;
        Take(HighlightRules.Key);
    }

    private void Take(string key)
    {
        if (key != HighlightRules.Key)
        {
            return;
        }

        _rules = HighlightRules.Parse(Viewer.KeptForGood(HighlightRules.Key));
        if (_rules.Alarming.Count == 0)
        {
            _timer?.Dispose();
            (_timer, _alarm) = (null, null);
        }
        else
        {
            _alarm ??= new(Feed.History, Time);
            _timer ??= Time.CreateTimer(_ => _ = InvokeAsync(LookAsync), null, s_interval, s_interval);
        }
    }

    private async Task LookAsync()
    {
        if (_alarm?.Look(_rules) is not { } news || Interlocked.Exchange(ref _looking, 1) != 0)
        {
            return;
        }

        try
        {
            _script ??= await Browser.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/alarm.js"]}");
            await _script.InvokeVoidAsync("alarm", Viewer.Texts.HighlightNews(MarkedText.Of(news.Rule.What), news.Count), Line(news.Last), news.Sounds, news.Notifies);
        }
        catch (Exception failure) when (failure is JSException or JSDisconnectedException or TaskCanceledException or ObjectDisposedException)
        {
            // the tab is away, or may make no sound
        }
        finally
        {
            Volatile.Write(ref _looking, 0);
        }
    }

    /// <summary>Who and what, on one line, with nothing that a screen obeys.</summary>
    private static string Line(ChatMessage message)
    {
        var text = MarkedText.Of(message.Text[..Math.Min(message.Text.Length, MostCharacters)]);
        return $"{MarkedText.Of(message.Sender)}: {(text.Length > MostCharacters ? text[..MostCharacters] + "…" : text)}";
    }
}
