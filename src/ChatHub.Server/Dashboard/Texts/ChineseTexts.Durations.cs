using System.Globalization;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>How long something takes, and large numbers.</summary>
public sealed partial class ChineseTexts
{
    internal override string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => "0秒",
        { TotalMinutes: < 1 } => $"{time.Seconds}秒",
        { TotalHours: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}分{time.Seconds:00}秒"),
        { TotalDays: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.Hours}时{time.Minutes:00}分"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalDays}天{time.Hours:00}时"),
    };

    internal override string Large(double value) => value switch
    {
        >= 999_500_000 => Scaled(value / 1e8, "亿"), // Chinese counts in ten thousands
        >= 9_995_000 => Scaled(value / 1e4, "万"),
        _ => (value / 1e4).ToString("N1", CultureInfo.InvariantCulture) + "万",
    };
}
