using System.Globalization;

namespace ChatHub.Wire.Protocols;

/// <summary>Filling in the placeholders of a greeting.</summary>
internal static class Greetings
{
    public static string Fill(string greeting, string name, string room, int others) => greeting
        .Replace("{name}", name, StringComparison.Ordinal)
        .Replace("{room}", room, StringComparison.Ordinal)
        .Replace("{others}", others.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
