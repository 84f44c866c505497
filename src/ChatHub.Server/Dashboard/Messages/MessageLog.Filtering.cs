using ChatHub.Server.Dashboard.LogBrowser;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>Which lines it shows. A filter that was saved on the page of messages can be used here, and one from here there.</summary>
public sealed partial class MessageLog
{
    private const string FilterKey = "log.filter";
    private const string FieldsKey = "log.fields";
    private const string EventsKey = "log.events";

    private bool _filters;

    /// <summary>What to show at first; null for what the tab kept.</summary>
    [Parameter]
    public LogChoice? Start { get; set; }

    /// <summary>Called with what is shown: when it begins, and when the operator chooses something else.</summary>
    [Parameter]
    public EventCallback<LogChoice> OnChoose { get; set; }

    /// <summary>Names of rooms, to choose from.</summary>
    [Parameter]
    public IReadOnlyList<string> Rooms { get; set; } = [];

    /// <summary>The listeners, to choose from.</summary>
    [Parameter]
    public IReadOnlyList<ListenerSnapshot> Listeners { get; set; } = [];

    /// <summary>The whole filter, as the address of the page of messages has it.</summary>
    private string Filter => MessageQueryUrl.Write(_view.Fields with { Text = _view.Filter.Length > 0 ? _view.Filter : null });

    /// <summary>The same on the page of messages, as well as words can say it: there the text is the beginning of a word.</summary>
    private string Search => new LogAddress(_view.Fields with { Text = _view.Filter is [.., var last] ? char.IsAsciiLetterOrDigit(last) ? _view.Filter + "*" : _view.Filter : null }).ToString();

    private int FieldCount => MessageQueryUrl.Write(_view.Fields) is { Length: > 0 } written ? written.Split('&').Select(part => part.Split('=')[0]).Distinct().Count() : 0;

    private LogChoice Kept => new(
        Viewer.Kept(FilterKey),
        (Viewer.Kept(EventsKey) is { Length: > 0 } here ? here : Viewer.KeptForGood(EventsKey)) != "off",
        LogAddress.Parse($"?{Viewer.Kept(FieldsKey)}").Query);

    /// <inheritdoc/>
    protected override Task OnInitializedAsync()
    {
        var (text, events, fields) = Start ?? Kept;
        _view.Show(text, events, fields);
        GoBack();
        return TellAsync();
    }

    private Task TellAsync() => OnChoose.InvokeAsync(new(_view.Filter, _view.ShowsEvents, _view.Fields));

    private void ToggleFilters()
    {
        _filters = !_filters;
        Draw();
    }

    private Task FilterAsync(string typed) => ShowAsync(typed, _view.ShowsEvents, _view.Fields);

    private Task FieldsAsync(MessageQuery fields) => ShowAsync(_view.Filter, _view.ShowsEvents, fields);

    private Task ToggleEventsAsync() => ShowAsync(_view.Filter, !_view.ShowsEvents, _view.Fields);

    private Task ClearFilterAsync() => ShowAsync("", _view.ShowsEvents, MessageQuery.All);

    private Task UseAsync(string filter)
    {
        var query = LogAddress.Parse($"?{filter}").Query;
        return ShowAsync(query.Text ?? "", _view.ShowsEvents, query);
    }

    private async Task ShowAsync(string filter, bool events, MessageQuery fields)
    {
        Leave();
        var turned = events != _view.ShowsEvents;
        _view.Show(filter, events, fields);
        Draw();
        await TellAsync();
        await KeepPlaceAsync(null);
        await Viewer.KeepAsync(FilterKey, _view.Filter);
        await Viewer.KeepAsync(FieldsKey, MessageQueryUrl.Write(_view.Fields));
        if (turned)
        {
            await Viewer.KeepAsync(EventsKey, events ? "on" : "off");
            await Viewer.KeepForGoodAsync(EventsKey, events ? "on" : "off");
        }
    }

    private async Task HighlightAsync(Func<HighlightRules, HighlightRules> change)
    {
        _rules = HighlightRules.Parse(await Viewer.ChangeForGoodAsync(HighlightRules.Key, kept => change(HighlightRules.Parse(kept)).ToString()));
        Draw();
    }
}
