using System.Globalization;
using ChatHub.Server.Dashboard.Texts;

namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>Figures as the dashboard writes them: short, and equal in every language so far. What differs, like times, is with the texts.</summary>
internal static class Format
{
    private static readonly string[] s_units = ["B", "KB", "MB", "GB", "TB", "PB"];

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Rate(double? rate) => rate switch
    {
        null => "–",
        < 9.95 and not 0 => rate.Value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => rate.Value.ToString("N0", CultureInfo.InvariantCulture),
    };

    public static string Bytes(long bytes)
    {
        double size = bytes;
        var unit = 0;
        while (size >= 999.5 && unit < s_units.Length - 1)
        {
            size /= 1024;
            unit++;
        }

        return size.ToString(unit > 0 && size < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture) + " " + s_units[unit];
    }

    /// <summary>A time far below a second; a dash where it is not known.</summary>
    public static string Short(TimeSpan? time, UiTexts texts) => time switch
    {
        null => "–",
        { TotalMilliseconds: < 9.95 } => time.Value.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms",
        { TotalSeconds: < 10 } => time.Value.TotalMilliseconds.ToString("N0", CultureInfo.InvariantCulture) + " ms",
        _ => texts.Duration(time.Value),
    };
}
