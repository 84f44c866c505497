using ChatHub.Server.Statistics;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>A chart of one window, ready to be drawn: its values, where its axis ends, its paths.</summary>
internal sealed class ChartDrawing
{
    private readonly double[][] _values;

    public ChartDrawing(ChartSpec spec, StatisticsWindow window)
    {
        Window = window;
        var all = spec.Series.Select(series => Values(series, window)).ToArray();
        var shown = Enumerable.Range(0, all.Length).Where(i => !spec.Series[i].Rare || all[i].Any(value => value > 0)).ToArray();
        Series = [.. shown.Select(i => spec.Series[i])];
        _values = [.. shown.Select(i => all[i])];
        IsKnown = _values.Any(values => values.Any(value => !double.IsNaN(value)));
        Top = Measure.Top(spec.Kind == ChartKind.Bars ? Highest(Stacked()) : _values.Max(Highest), spec.Unit);
        Paths = spec.Kind == ChartKind.Bars ? Bars() : [.. _values.Select(values => ChartShape.Line(values, Top))];
        Area = spec.Kind == ChartKind.Lines ? ChartShape.Area(_values[0], Top) : null;
    }

    public StatisticsWindow Window { get; }

    /// <summary>Those of the series that there is something to show of.</summary>
    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>Whether any value is known.</summary>
    public bool IsKnown { get; }

    /// <summary>Where the axis ends.</summary>
    public double Top { get; }

    /// <summary>A path for each series.</summary>
    public IReadOnlyList<string> Paths { get; }

    /// <summary>The area below the first line; null for bars.</summary>
    public string? Area { get; }

    /// <summary>The value of a series in an interval.</summary>
    public double this[int series, int index] => _values[series][index];

    /// <summary>The least and the most of a series; NaN when nothing is known.</summary>
    public (double Least, double Most) RangeOf(int series) => (_values[series].Where(Known).DefaultIfEmpty(double.NaN).Min(), _values[series].Where(Known).DefaultIfEmpty(double.NaN).Max());

    /// <summary>The sum of a series over the window.</summary>
    public double SumOf(int series) => _values[series].Where(Known).Sum();

    private static bool Known(double value) => !double.IsNaN(value);

    private static double[] Values(ChartSeries series, StatisticsWindow window)
    {
        var values = new double[window.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = series.Value(window[i]);
        }

        return values;
    }

    private static double Highest(double[] values) => values.Where(Known).DefaultIfEmpty(0).Max();

    private double[] Stacked()
    {
        var sums = new double[Window.Count];
        foreach (var values in _values)
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] += Known(values[i]) ? values[i] : 0;
            }
        }

        return sums;
    }

    private string[] Bars()
    {
        var below = new double[Window.Count];
        return [.. _values.Select(values => ChartShape.Bars(values, below, Top))];
    }
}
