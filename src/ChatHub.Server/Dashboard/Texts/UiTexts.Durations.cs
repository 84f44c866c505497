using System.Globalization;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>How long something takes, and large numbers, as a language writes them.</summary>
public partial class UiTexts
{
    /// <summary>A time in its two largest units: <c>2h 05m</c>.</summary>
    internal virtual string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "0s",
        { TotalMinutes: < 1 } => $"{time.Seconds}s",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}m {time.Seconds:00}s"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours}h {time.Minutes:00}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays}d {time.Hours:00}h"),
    };

    /// <summary>A time that was set: <c>10 minutes</c> where it is whole ones.</summary>
    internal string Whole(TimeSpan time) => time.Ticks > 0 && time.Ticks % TimeSpan.TicksPerMinute == 0 && time.TotalMinutes <= int.MaxValue ? MinutesLong((int)time.TotalMinutes) : Duration(time);

    /// <summary>A large number in few characters, from 99,950 on: <c>123k</c>.</summary>
    internal virtual string Large(double value) => value switch
    {
        >= 9_999_500_000 => Scaled(value / 1e9, "G"),
        >= 9_999_500 => Scaled(value / 1e6, "M"),
        _ => Scaled(value / 1e3, "k"),
    };

    /// <summary>A number without decimals, and what it is counted in.</summary>
    private protected static string Scaled(double value, string unit) => value.ToString("N0", CultureInfo.InvariantCulture) + unit;
}
