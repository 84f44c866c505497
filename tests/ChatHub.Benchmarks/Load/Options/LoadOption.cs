using System.Globalization;

namespace ChatHub.Benchmarks.Load.Options;

/// <summary>One option of the command line.</summary>
/// <param name="Name">Its name, without the dashes.</param>
/// <param name="Argument">What stands for its argument in the help; null where it takes none.</param>
/// <param name="Allowed">What may be given, as text.</param>
/// <param name="Help">What it is.</param>
/// <param name="Read">Its value, as text; null where it has none.</param>
/// <param name="TryWrite">Sets it; false where that is not allowed.</param>
internal sealed record LoadOption(
    string Name, string? Argument, string Allowed, string Help, Func<LoadOptions, string?> Read, Func<LoadOptions, string, bool> TryWrite)
{
    /// <summary>An option that is there or not.</summary>
    public static LoadOption Flag(string name, string help, Action<LoadOptions> set) =>
        new(name, null, "", help, _ => null, (options, _) =>
        {
            set(options);
            return true;
        });

    /// <summary>An option of any text.</summary>
    public static LoadOption Text(string name, string argument, string help, Func<LoadOptions, string?> read, Action<LoadOptions, string> write) =>
        new(name, argument, "", help, read, (options, text) =>
        {
            write(options, text);
            return text.Length > 0;
        });

    /// <summary>An option of a whole number.</summary>
    public static LoadOption Whole(string name, string argument, int least, int most, string help, Func<LoadOptions, int?> read, Action<LoadOptions, int> write) =>
        new(name, argument, string.Create(CultureInfo.InvariantCulture, $"{least:N0} to {most:N0}"), help, options => read(options)?.ToString("N0", CultureInfo.InvariantCulture), (options, text) =>
        {
            if (!int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
            {
                return false;
            }

            write(options, value);
            return true;
        });

    /// <summary>An option of a number.</summary>
    public static LoadOption Number(string name, string argument, double least, double most, string help, Func<LoadOptions, double> read, Action<LoadOptions, double> write) =>
        new(name, argument, string.Create(CultureInfo.InvariantCulture, $"{least:#,0.##} to {most:#,0.##}"), help, options => read(options).ToString("#,0.##", CultureInfo.InvariantCulture), (options, text) =>
        {
            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
            {
                return false;
            }

            write(options, value);
            return true;
        });
}
