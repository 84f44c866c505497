using ChatHub.Server.Dashboard.Texts;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>How a chart is drawn.</summary>
public enum ChartKind : byte
{
    /// <summary>A line for each series, the first with its area.</summary>
    Lines,

    /// <summary>A bar for each interval, the series on top of each other. The values are counts of the interval.</summary>
    Bars,
}

/// <summary>Takes a value out of the row of an interval; NaN when it is not known.</summary>
public delegate double FigureOf(ReadOnlySpan<float> row);

/// <summary>One of the values of a chart.</summary>
/// <param name="Name">What it is called, for a chart with several.</param>
/// <param name="Value">The value.</param>
/// <param name="Paint">Which of the colours (css classes <c>paint-0</c> to <c>paint-7</c>).</param>
/// <param name="Rare">Whether it is left out of a chart while it is zero all the time.</param>
public sealed record ChartSeries(Func<UiTexts, string> Name, FigureOf Value, int Paint = 0, bool Rare = false);

/// <summary>What a chart shows.</summary>
/// <param name="Key">Its mark, for tests and element ids.</param>
/// <param name="Title">Its title.</param>
/// <param name="Unit">What its values are.</param>
/// <param name="Kind">How it is drawn.</param>
/// <param name="Series">Its values.</param>
/// <param name="Optional">Whether there is no chart at all while nothing is known.</param>
public sealed record ChartSpec(string Key, Func<UiTexts, string> Title, Unit Unit, ChartKind Kind, IReadOnlyList<ChartSeries> Series, bool Optional = false);
