using System.Globalization;
using System.Text;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>The paths of a chart in a field that is one unit an interval wide and 100 high. What is not known is a gap.</summary>
internal static class ChartShape
{
    /// <summary>A line through the values; one value between two gaps is a short dash.</summary>
    public static string Line(ReadOnlySpan<double> values, double top)
    {
        var path = new StringBuilder(values.Length * 8);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                continue;
            }

            var begins = i == 0 || double.IsNaN(values[i - 1]);
            var ends = i == values.Length - 1 || double.IsNaN(values[i + 1]);
            Append(path, begins ? 'M' : 'L', begins && ends ? i : i + 0.5, Height(values[i], top));
            if (begins && ends)
            {
                path.Append("h1");
            }
        }

        return path.ToString();
    }

    /// <summary>The area below the values, down to the ground.</summary>
    public static string Area(ReadOnlySpan<double> values, double top)
    {
        var path = new StringBuilder(values.Length * 8);
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                continue;
            }

            var begins = i == 0 || double.IsNaN(values[i - 1]);
            var ends = i == values.Length - 1 || double.IsNaN(values[i + 1]);
            if (begins)
            {
                Append(path, 'M', ends ? i : i + 0.5, 100);
            }

            Append(path, 'L', begins && ends ? i : i + 0.5, Height(values[i], top));
            if (ends)
            {
                path.Append(begins ? "h1V100z" : "V100z");
            }
        }

        return path.ToString();
    }

    /// <summary>A bar for each value, upon what is below it.</summary>
    /// <param name="values">The values.</param>
    /// <param name="below">What is below; grows by the values.</param>
    /// <param name="top">Where the axis ends.</param>
    public static string Bars(ReadOnlySpan<double> values, Span<double> below, double top)
    {
        var path = new StringBuilder();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is var value && !(value > 0))
            {
                continue;
            }

            var from = Height(below[i], top);
            below[i] += value;
            Append(path, 'M', i + 0.1, from);
            path.Append(CultureInfo.InvariantCulture, $"V{Math.Min(Height(below[i], top), from - 1):0.#}h.8V{from:0.#}z");
        }

        return path.ToString();
    }

    private static double Height(double value, double top) => 100 - Math.Clamp(value / top * 100, 0, 100);

    private static void Append(StringBuilder path, char command, double x, double y) => path.Append(CultureInfo.InvariantCulture, $"{command}{x:0.#} {y:0.#}");
}
