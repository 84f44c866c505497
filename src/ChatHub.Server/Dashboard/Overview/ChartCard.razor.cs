using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Statistics;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>One chart: what its values are now or at the moment pointed at, the drawing, and in its place a table for who asks for one.</summary>
public sealed partial class ChartCard
{
    private ChartDrawing _drawing = default!;
    private IReadOnlyList<(double At, string Text)> _ticks = [];
    private int? _index;
    private (object?, object?, object?, long?, bool) _drawn;

    /// <summary>What it shows.</summary>
    [Parameter, EditorRequired]
    public ChartSpec Spec { get; set; } = default!;

    /// <summary>The stretch of time it draws.</summary>
    [Parameter, EditorRequired]
    public StatisticsWindow Window { get; set; } = default!;

    /// <summary>The row of now: what its values are while no moment is pointed at.</summary>
    [Parameter, EditorRequired]
    public float[] Now { get; set; } = [];

    /// <summary>The moment pointed at in seconds since 1970; null for none.</summary>
    [Parameter]
    public long? Moment { get; set; }

    /// <summary>Whether a table stands in the place of the drawing.</summary>
    [Parameter]
    public bool AsTable { get; set; }

    /// <summary>Called to have the table, or the drawing back.</summary>
    [Parameter]
    public EventCallback OnTable { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    [Inject]
    private Viewer Viewer { get; set; } = default!;

    /// <summary>What somebody gets to hear who does not see it.</summary>
    private string Summary => _drawing.IsKnown
        ? $"{Spec.Title(Texts)}, {Texts.RangeOf(Window.Range)}: " + string.Join("; ", Enumerable.Range(0, _drawing.Series.Count).Select(i =>
            (_drawing.Series.Count > 1 ? _drawing.Series[i].Name(Texts) + " " : "") +
            (Spec.Kind == ChartKind.Bars ? Texts.ChartTotal(Text(_drawing.SumOf(i))) : $"{Texts.ChartNow(Text(Spec.Unit, NowOf(i)))}, {RangeText(i)}")))
        : $"{Spec.Title(Texts)}, {Texts.RangeOf(Window.Range)}: {Texts.ChartNothing}";

    private string ValueText => TimeAxis.Interval(Window, _index ?? Window.Count - 1, Viewer) + ": " + string.Join(", ", Enumerable.Range(0, _drawing.Series.Count).Select(i =>
        (_drawing.Series.Count > 1 ? _drawing.Series[i].Name(Texts) + " " : "") + Text(Spec.Unit, _drawing[i, _index ?? Window.Count - 1])));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_drawing?.Window != Window)
        {
            _drawing = new ChartDrawing(Spec, Window);
            _ticks = TimeAxis.Ticks(Window, Viewer);
        }

        _index = Moment is { } moment ? Window.IndexOf(moment) : null;
    }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        var now = ((object?)Window, (object?)(Moment is null ? Now : null), (object?)Texts, Moment, AsTable);
        var changed = _drawn != now;
        _drawn = now;
        return changed;
    }

    private string ValueOf(int series) => _index is { } index ? Text(Spec.Unit, _drawing[series, index])
        : Spec.Kind == ChartKind.Bars ? Text(_drawing.SumOf(series))
        : Text(Spec.Unit, NowOf(series));

    private double NowOf(int series) => Now.Length == 0 ? double.NaN : _drawing.Series[series].Value(Now);

    private string RangeText(int series) => _drawing.RangeOf(series) is var (least, most) ? Texts.ChartRange(Text(Spec.Unit, least), Text(Spec.Unit, most)) : "";

    private string Tick(double value) => Measure.Tick(value, Spec.Unit, Texts);

    private string Text(double count) => Text(Unit.Count, count);

    private string Text(Unit unit, double value) => Measure.Text(value, unit, Texts);
}
