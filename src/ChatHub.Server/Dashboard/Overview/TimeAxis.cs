using System.Globalization;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Statistics;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>The times of a window on the viewer's clock.</summary>
internal static class TimeAxis
{
    /// <summary>The marks of the axis: where (0 to 100) and what stands there; those so near to an end that they would be cut are left out.</summary>
    public static IReadOnlyList<(double At, string Text)> Ticks(StatisticsWindow window, Viewer viewer)
    {
        var (every, format) = window.Range switch
        {
            StatisticsRange.Minutes => (TimeSpan.FromMinutes(3), "HH:mm"),
            StatisticsRange.Day => (TimeSpan.FromHours(4), "HH:mm"),
            _ => (TimeSpan.FromDays(5), "MM-dd"),
        };
        var start = viewer.Local(window.TimeOf(0));
        var length = TimeSpan.FromSeconds((double)window.Step * window.Count);
        var first = new DateTime(((start.DateTime.Ticks / every.Ticks) + 1) * every.Ticks); // round on the clock of the wall
        var ticks = new List<(double, string)>();
        for (var wall = first; wall - start.DateTime < length; wall += every)
        {
            var at = (wall - start.DateTime) / length * 100;
            if (at is > 3 and < 97)
            {
                ticks.Add((at, wall.ToString(format, CultureInfo.InvariantCulture)));
            }
        }

        return ticks;
    }

    /// <summary>An interval of the window, as precise as it is long.</summary>
    public static string Interval(StatisticsWindow window, int index, Viewer viewer) => Span(window, index, index + 1, viewer);

    /// <summary>Several intervals.</summary>
    /// <param name="window">The window.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="end">The one after the last.</param>
    /// <param name="viewer">Whose clock.</param>
    public static string Span(StatisticsWindow window, int first, int end, Viewer viewer)
    {
        var from = viewer.Local(window.TimeOf(first));
        var to = viewer.Local(window.TimeOf(end));
        return window.Range switch
        {
            StatisticsRange.Minutes => string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm:ss}–{to:HH:mm:ss}"),
            StatisticsRange.Day => string.Create(CultureInfo.InvariantCulture, $"{from:MM-dd HH:mm}–{to:HH:mm}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{from:MM-dd HH:mm}–{(to.Date == from.Date ? "" : $"{to:MM-dd} ")}{to:HH:mm}"),
        };
    }
}
