using System.Globalization;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>What the values of a chart are.</summary>
public enum Unit : byte
{
    /// <summary>Things at one moment, or in one interval.</summary>
    Count,

    /// <summary>Things per second.</summary>
    Rate,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>Bytes per second.</summary>
    ByteRate,

    /// <summary>Time in seconds.</summary>
    Seconds,

    /// <summary>A share: 1 is 100 %.</summary>
    Share,
}

/// <summary>Values as charts write them, and where their axes end.</summary>
internal static class Measure
{
    private static readonly double[] s_tens = [1, 2, 4, 6, 8, 10];

    /// <summary>A value with its unit; a dash for one that is not known.</summary>
    /// <param name="value">The value.</param>
    /// <param name="unit">What it is.</param>
    /// <param name="texts">In which language.</param>
    public static string Text(double value, Unit unit, UiTexts texts) => double.IsNaN(value) ? "–" : unit switch
    {
        Unit.Count => Short(value, texts),
        Unit.Rate => Short(value, texts) + texts.PerSecond,
        Unit.Bytes => Format.Bytes((long)value),
        Unit.ByteRate => Format.Bytes((long)value) + texts.PerSecond,
        Unit.Seconds => Time(value),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(value * 100).ToString(value is > 0 and < 0.0995 ? "0.0" : "0", CultureInfo.InvariantCulture)} %"),
    };

    /// <summary>A value on an axis: as short as it goes, and nothing for zero but zero.</summary>
    public static string Tick(double value, Unit unit, UiTexts texts) => value == 0 ? "0" : Text(value, unit, texts);

    /// <summary>Where an axis ends that has to reach a value: a number that reads well, and so does its half.</summary>
    public static double Top(double most, Unit unit)
    {
        var least = unit switch
        {
            Unit.Count => 2,
            Unit.Rate => 1,
            Unit.Bytes or Unit.ByteRate => 1024,
            Unit.Seconds => 0.0001,
            _ => 0.02,
        };
        var value = Math.Max(double.IsNaN(most) ? 0 : most, least);
        if (unit is Unit.Bytes or Unit.ByteRate)
        {
            return Math.Pow(2, Math.Ceiling(Math.Log2(value) - 1e-9));
        }

        var ten = Math.Pow(10, Math.Floor(Math.Log10(value) + 1e-9));
        return s_tens.First(step => step * ten >= value * (1 - 1e-9)) * ten;
    }

    private static string Short(double value, UiTexts texts) => value switch
    {
        >= 99_950 => texts.Large(value),
        _ => value % 1 == 0 ? Format.Count((long)value) : value < 0.095 ? value.ToString("0.00", CultureInfo.InvariantCulture) : Format.Rate(value),
    };

    private static string Time(double seconds) => seconds switch
    {
        0 => "0",
        < 0.0009995 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:0} µs"),
        < 0.00995 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0.0} ms"),
        < 0.9995 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:0} ms"),
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds:N0} s"),
    };
}
