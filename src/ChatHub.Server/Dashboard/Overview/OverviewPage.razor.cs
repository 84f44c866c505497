using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Statistics;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.JSInterop;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>
/// What the server does and did, in charts on one axis of time. Drawn at most once a second, and only while it is looked at; the drawings of the charts
/// follow every few seconds, their values every second. The range stands in the address.
/// </summary>
public sealed partial class OverviewPage : IAsyncDisposable
{
    private const int MostTalkers = 10;
    private const int DrawEvery = 5; // samples

    private ElementReference _box;
    private StatisticsWindow? _window;
    private IReadOnlyList<ChartSpec> _specs = ChartCatalog.All;
    private IReadOnlyList<Talker> _talkers = [];
    private float[] _now = [];
    private StatisticsRange _range;
    private TalkerOrder _order;
    private long? _moment;
    private string? _table;
    private long _drawn = -1;
    private long _seen = -1;
    private AttachedScript<OverviewPage> _script = default!;
    private PacedDrawing _drawing = default!;

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    /// <summary>The range, as the address has it: <c>15m</c> (or none), <c>24h</c>, <c>30d</c>.</summary>
    [SupplyParameterFromQuery(Name = "range")]
    public string? Range { get; set; }

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    [Inject]
    private ViewerFeed Watch { get; set; } = default!;

    [Inject]
    private StatisticsBoard Board { get; set; } = default!;

    [Inject]
    private TalkerBoard Talking { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Browser { get; set; } = default!;

    /// <summary>Somebody points at a moment, in seconds since 1970; null when they do not any more.</summary>
    [JSInvokable]
    public void Point(long? second)
    {
        if (_moment != second)
        {
            _moment = second;
            StateHasChanged();
        }
    }

    /// <summary>Somebody chose a moment: the log of that interval.</summary>
    [JSInvokable]
    public void Open(long second)
    {
        if (_window?.IndexOf(second) is { } index)
        {
            Navigation.NavigateTo(LogAt(_window, index));
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Watch.Unwatch(_drawing.Wake);
        return _script.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _script = new(Browser, this);
        _drawing = new(InvokeAsync, Look);
        Watch.Watch(_drawing.Wake);
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var range = Enum.GetValues<StatisticsRange>().FirstOrDefault(range => NameOf(range) == Range);
        if (range != _range || _window is null)
        {
            _range = range;
            _drawn = -1;
        }

        Read();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        _drawing.Drawn();
        if (firstRender)
        {
            await _script.AttachAsync($"./{Assets["js/charts.js"]}", _box);
        }
    }

    private static string NameOf(StatisticsRange range) => range switch
    {
        StatisticsRange.Day => "24h",
        StatisticsRange.Month => "30d",
        _ => "15m",
    };

    /// <summary>The page of messages with what was said in an interval.</summary>
    private static string LogAt(StatisticsWindow window, int index) =>
        "messages?" + MessageQueryUrl.Write(new MessageQuery { From = window.TimeOf(index), To = window.TimeOf(index + 1) });

    private bool Look()
    {
        if (Board.Version == _seen)
        {
            return false;
        }

        Read();
        StateHasChanged();
        return true;
    }

    private void Read()
    {
        _seen = Board.Version;
        _now = Board.Now();
        _talkers = Talking.Top(Watch.Current.Connections, _order, MostTalkers);
        if (_drawn < 0 || _seen - _drawn >= DrawEvery)
        {
            _drawn = _seen;
            _window = Board.Window(_range);
            _specs = [.. ChartCatalog.All.Where(spec => !spec.Optional || new ChartDrawing(spec, _window).IsKnown)];
        }
    }

    private Task ChooseAsync(StatisticsRange range)
    {
        Navigation.NavigateTo(range == StatisticsRange.Minutes ? "overview" : QueryHelpers.AddQueryString("overview", "range", NameOf(range)), replace: true);
        return Task.CompletedTask;
    }

    private Task ReorderAsync(TalkerOrder order)
    {
        _order = order;
        Read();
        return Task.CompletedTask;
    }
}
