using ChatHub.Server.Operators.Sending;

namespace ChatHub.Server.Dashboard.Sending;

/// <summary>How what stands in a send box is meant.</summary>
/// <param name="IsHex">Bytes in hex; text otherwise.</param>
/// <param name="HasEscapes">Escapes in the text are read.</param>
/// <param name="HasPlaceholders">Placeholders in the text are filled in.</param>
/// <param name="Ending">What follows it.</param>
public sealed record SendOptions(bool IsHex = false, bool HasEscapes = false, bool HasPlaceholders = false, SendEnding Ending = SendEnding.Own)
{
    /// <summary>Plain words.</summary>
    public static SendOptions Plain { get; } = new();

    /// <summary>What a browser kept (<see cref="ToString"/>); plain words for anything else.</summary>
    public static SendOptions Parse(string? kept)
    {
        var options = Plain;
        foreach (var word in (kept ?? "").Split(' ', 8, StringSplitOptions.RemoveEmptyEntries))
        {
            options = word switch
            {
                "hex" => options with { IsHex = true },
                "escapes" => options with { HasEscapes = true },
                "fill" => options with { HasPlaceholders = true },
                "none" => options with { Ending = SendEnding.None },
                "lf" => options with { Ending = SendEnding.Lf },
                "crlf" => options with { Ending = SendEnding.CrLf },
                _ => options,
            };
        }

        return options;
    }

    /// <summary>A text as it is meant.</summary>
    public SendContent Of(string text) => new(text, IsHex, !IsHex && HasEscapes, !IsHex && HasPlaceholders, Ending);

    /// <summary>As words that a browser can keep; empty for plain words.</summary>
    public override string ToString() => string.Join(' ', new[]
    {
        IsHex ? "hex" : "", HasEscapes ? "escapes" : "", HasPlaceholders ? "fill" : "", Ending == SendEnding.Own ? "" : Ending.ToString().ToLowerInvariant(),
    }.Where(word => word.Length > 0));
}
