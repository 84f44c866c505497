using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>
/// The page of messages: the durable log, live or at any place. What it shows stands in its address (<see cref="LogAddress"/>); this part draws and is
/// woken by the feed, <c>MessagesPage.Going.cs</c> goes from view to view.
/// </summary>
public sealed partial class MessagesPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _left = new();
    private FeedSnapshot _snapshot = FeedSnapshot.Empty;
    private LogLoader _loader = default!;
    private SearchMarks _marks = SearchMarks.None;
    private readonly PickedLines _picked = new();
    private HighlightRules _rules = HighlightRules.None;
    private ElementReference _box;
    private AttachedScript<MessagesPage> _script = default!;
    private PacedDrawing _looking = default!;
    private bool _narrow;
    private int _drawing;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private DashboardFeed Feed { get; set; } = default!;

    [Inject]
    private ViewerFeed Watch { get; set; } = default!;

    [Inject]
    private IMessageReader Reader { get; set; } = default!;

    [Inject]
    private Func<MessageLogStatus> Status { get; set; } = default!;

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    [Inject]
    private ILogger<MessagesPage> Log { get; set; } = default!;

    /// <summary>The screen became one of a phone, or ceased to be.</summary>
    [JSInvokable]
    public void TurnNarrow(bool narrow)
    {
        _narrow = narrow;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Watch.Unwatch(_looking.Wake);
        Navigation.LocationChanged -= Moved;
        await _left.CancelAsync();
        _left.Dispose();
        _loader.Dispose();
        await _script.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _loader = new LogLoader(Reader, Time, Draw, failure => ViewingLog.LogNotRead(Log, failure)) { Written = WrittenTo, IsWatched = () => Watch.IsWatching };
        _rules = HighlightRules.Parse(Viewer.KeptForGood(HighlightRules.Key));
        _script = new(Browser, this);
        _looking = new(InvokeAsync, Look);
        Navigation.LocationChanged += Moved;
        Watch.Watch(_looking.Wake);
        _snapshot = Feed.Current;
        _ = _loader.CatchUpAsync(_snapshot.LastMessageId);
        Become(LogAddress.Parse(Navigation.Uri), true);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _script.AttachAsync($"./{Assets["js/browse.js"]}", _box);
        }
    }

    private long WrittenTo() => Status() is { State: not MessageLogState.Off } status ? status.LastId : Feed.History.LastId;

    private void Draw()
    {
        _drawing++;
        StateHasChanged();
    }

    /// <summary>Takes the newest snapshot. Draws only what this page shows of it; the entries come by the loader.</summary>
    private bool Look()
    {
        var before = _snapshot;
        _snapshot = Feed.Current;
        if (before.Log != _snapshot.Log || before.Rooms != _snapshot.Rooms || before.Listeners != _snapshot.Listeners)
        {
            StateHasChanged();
        }

        _ = _loader.CatchUpAsync(_snapshot.LastMessageId);
        return false;
    }

    private LoggedMessage? RowOf(long id) => _loader.Window.IndexOf(id) is var at && at < _loader.Window.Count && _loader.Window[at].Message.Id == id ? _loader.Window[at] : null;

    private Task<bool> CopyAsync(string text) => _script.AskAsync<bool>("copy", text);

    private Task FollowAsync() => _address is { At: null, Around: null } ? _loader.FollowAsync() : GoAsync(_address with { At = null, Around = null });

    private Task GoToAsync(string filter) => GoAsync(LogAddress.Parse($"{LogAddress.Path}?{filter}"));

    private Task TogglePauseAsync()
    {
        if (_loader.IsPaused)
        {
            return FollowAsync();
        }

        _loader.Pause();
        return Task.CompletedTask;
    }

    private async Task HighlightAsync(Func<HighlightRules, HighlightRules> change) =>
        _rules = HighlightRules.Parse(await Viewer.ChangeForGoodAsync(HighlightRules.Key, kept => change(HighlightRules.Parse(kept)).ToString()));
}
