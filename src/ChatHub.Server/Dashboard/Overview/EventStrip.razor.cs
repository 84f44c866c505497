using System.Text;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Statistics;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>The events of a window: starts, faults, limits hit, and what operators did, a lane each.</summary>
public sealed partial class EventStrip
{
    private string[] _marks = [];
    private IReadOnlyList<(double At, string Text)> _ticks = [];
    private bool _happened;
    private int? _index;
    private StatisticsWindow? _read;
    private (object?, object?, long?) _drawn;

    /// <summary>The stretch of time.</summary>
    [Parameter, EditorRequired]
    public StatisticsWindow Window { get; set; } = default!;

    /// <summary>The moment pointed at in seconds since 1970; null for none.</summary>
    [Parameter]
    public long? Moment { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    private string Summary => $"{Texts.OverviewEvents}, {Texts.RangeOf(Window.Range)}: " + string.Join("; ", EventLanes.All
        .SelectMany(lane => lane.Kinds)
        .Select(kind => (kind, Count: Enumerable.Range(0, Window.Count).Sum(i => kind.Count(Window[i]) is > 0 and var count ? count : 0)))
        .Where(one => one.Count > 0)
        .Select(one => one.kind.Words(Texts, (long)one.Count)));

    private string ValueText => TimeAxis.Interval(Window, _index ?? Window.Count - 1, Viewer) + ": " +
        (string.Join("; ", EventLanes.Words(Window, _index ?? Window.Count - 1, Texts)) is { Length: > 0 } words ? words : Texts.NothingThen);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_read != Window)
        {
            _read = Window;
            _marks = [.. EventLanes.All.Select((lane, at) => Marks(lane, at * 20))];
            _happened = _marks.Any(path => path.Length > 0);
            _ticks = TimeAxis.Ticks(Window, Viewer);
        }

        _index = Moment is { } moment ? Window.IndexOf(moment) : null;
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var now = ((object?)Window, (object?)Texts, Moment);
        var changed = _drawn != now;
        _drawn = now;
        return changed;
    }

    private string Marks(EventLanes.Lane lane, int top)
    {
        var path = new StringBuilder();
        for (var i = 0; i < Window.Count; i++)
        {
            if (EventLanes.Happened(lane, Window[i]))
            {
                path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{i}.5 {top + 3}v14");
            }
        }

        return path.ToString();
    }
}
