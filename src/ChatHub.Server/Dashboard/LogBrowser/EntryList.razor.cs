using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Reading;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>
/// The entries. Draws those in view and some around them, and asks for further pages before they are needed; the browser says where it is
/// (<c>log.js</c>) and holds the place.
/// </summary>
public sealed partial class EntryList : IAsyncDisposable
{
    private const int Around = 30;
    private const int Ahead = 80;

    private ElementReference _box;
    private AttachedScript<EntryList> _script = default!;
    private int _jump;
    private long _top;
    private int _rows = 40;
    private int _start;
    private int _end;

    /// <summary>Where the entries are.</summary>
    [Parameter, EditorRequired]
    public LogLoader Loader { get; set; } = default!;

    /// <summary>Grows with each change of them.</summary>
    [Parameter]
    public int Drawing { get; set; }

    /// <summary>What to set off in the texts.</summary>
    [Parameter]
    public SearchMarks Marks { get; set; } = SearchMarks.None;

    /// <summary>What the viewer had set off.</summary>
    [Parameter]
    public HighlightRules Rules { get; set; } = HighlightRules.None;

    /// <summary>The lines that are marked for copying.</summary>
    [Parameter]
    public PickedLines Picked { get; set; } = new();

    /// <summary>Number of the entry whose detail is open.</summary>
    [Parameter]
    public long? Selected { get; set; }

    /// <summary>Number of the entry that is set off.</summary>
    [Parameter]
    public long? Highlighted { get; set; }

    /// <summary>Called with the number of an entry of which all is to be seen.</summary>
    [Parameter]
    public EventCallback<long> OnOpen { get; set; }

    /// <summary>Called when nobody scrolls any more: with the number of the entry on top, or null at the newest.</summary>
    [Parameter]
    public EventCallback<long?> OnRest { get; set; }

    /// <summary>Called when all entries are to be shown.</summary>
    [Parameter]
    public EventCallback OnClear { get; set; }

    /// <summary>Called when the newest entry is to be shown.</summary>
    [Parameter]
    public EventCallback OnFollow { get; set; }

    /// <summary>Called when it is to be read once more.</summary>
    [Parameter]
    public EventCallback OnRetry { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    private LogWindow Window => Loader.Window;

    private Chat.ChatMessage[] Marked => Picked.Of(Enumerable.Range(0, Window.Count).Select(index => Window[index].Message));

    private string Counted => Loader.ShowsAll || Loader.New <= LogLoader.MostCounted ? Format.Count(Loader.New) : Format.Count(LogLoader.MostCounted) + "+";

    private string State => Loader switch
    {
        { IsLoading: true } => "loading",
        { Failure: not null } => "failed",
        { IsPaused: true } => "paused",
        _ => Loader.IsFollowing ? "live" : "reading",
    };

    /// <summary>The browser scrolled: which place is on top, how many rows fit, and whether the newest entry is in view.</summary>
    [JSInvokable]
    public Task ScrollAsync(long top, int rows, bool following)
    {
        (_top, _rows) = (top, Math.Clamp(rows, 1, 200));
        Loader.Stand(following);
        Reach();
        StateHasChanged();
        return Task.CompletedTask;
    }

    /// <summary>The browser does not scroll any more.</summary>
    [JSInvokable]
    public Task RestAsync(long top)
    {
        var at = (int)Math.Clamp(top - Window.First, 0, Math.Max(0, Window.Count - 1));
        return Loader.IsLoading || Window.Count == 0 ? Task.CompletedTask : OnRest.InvokeAsync(Loader.IsFollowing ? null : Window[at].Message.Id);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    /// <inheritdoc/>
    protected override void OnInitialized() => _script = new(Browser, this);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (Loader.Jump.Number != _jump)
        {
            _jump = Loader.Jump.Number;
            _top = Loader.Jump.To is { } to ? to - (Loader.Jump.IsMiddle ? _rows / 2 : 0) : Window.First + Window.Count - _rows;
        }

        Reach();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await _script.AttachAsync($"./{Assets["js/log.js"]}", _box);
        }
    }

    /// <summary>What to draw, and whether more is to be read before somebody gets there.</summary>
    private void Reach()
    {
        var top = (int)Math.Clamp(Loader.IsFollowing ? Window.Count - _rows : _top - Window.First, 0, Window.Count);
        _start = Math.Max(0, top - Around);
        _end = Math.Min(Window.Count, top + _rows + Around);
        if (top < Ahead && Window.HasOlder)
        {
            _ = Loader.ExtendAsync(PageDirection.Older);
        }
        else if (Window.Count - top - _rows < Ahead && !Loader.IsFollowing)
        {
            _ = Loader.ExtendAsync(PageDirection.Newer);
        }
    }
}
