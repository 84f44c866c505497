using System.Globalization;
using System.Text;

namespace ChatHub.EndToEnd.Tests.Wire;

/// <summary>Bytes as a person reads them in a failed test: hex on the left, text on the right.</summary>
public static class ByteDump
{
    private const int LineLength = 16;
    private const int MaxBytes = 512;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "nothing";
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{bytes.Length} bytes");
        var shown = bytes;
        if (bytes.Length > MaxBytes)
        {
            shown = bytes[^MaxBytes..];
            text.Append(CultureInfo.InvariantCulture, $", the last {MaxBytes} of them");
        }

        while (!shown.IsEmpty)
        {
            var line = shown[..Math.Min(LineLength, shown.Length)];
            shown = shown[line.Length..];
            text.Append("\n    ").AppendJoin(' ', Convert.ToHexStringLower(line).Chunk(2).Select(pair => new string(pair)));
        }

        return text.Append("\n    as text: \"").Append(Visible(bytes)).Append('"').ToString();
    }

    private static string Visible(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        foreach (var character in Encoding.UTF8.GetString(bytes.Length > MaxBytes ? bytes[^MaxBytes..] : bytes))
        {
            _ = character switch
            {
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(character) => text.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}"),
                _ => text.Append(character),
            };
        }

        return text.ToString();
    }
}
