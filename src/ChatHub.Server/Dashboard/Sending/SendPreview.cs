using System.Text;
using ChatHub.Server.Operators.Sending;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Dashboard.Sending;

/// <summary>What a text is in one encoding.</summary>
/// <param name="Encoding">Name of the encoding; empty for bytes, which have none.</param>
/// <param name="Bytes">How many bytes it has.</param>
/// <param name="Hex">The first of them.</param>
/// <param name="Missing">The characters that the encoding does not have, each once; of many the first.</param>
public sealed record EncodedPreview(string Encoding, int Bytes, string Hex, IReadOnlyList<string> Missing);

/// <summary>What will go out, before it does: without the prefix and the ending that each receiver gets.</summary>
/// <param name="Problem">Why it cannot be sent; null when it can.</param>
/// <param name="Encodings">What it is in each encoding of the target, at most <see cref="MostEncodings"/>.</param>
public sealed record SendPreview(SendProblem? Problem, IReadOnlyList<EncodedPreview> Encodings)
{
    /// <summary>Most encodings that are shown.</summary>
    public const int MostEncodings = 3;

    private const int MostBytes = 24;
    private const int MostMissing = 8;

    /// <summary>Nothing to show.</summary>
    public static SendPreview None { get; } = new(null, []);

    /// <summary>Whether some characters will not arrive.</summary>
    public bool Lacks => Encodings.Any(one => one.Missing.Count > 0);

    /// <summary>The preview of a text.</summary>
    /// <param name="content">What was written.</param>
    /// <param name="encodings">Names of the receivers' encodings.</param>
    /// <param name="fill">What stands for the placeholders.</param>
    public static SendPreview Of(SendContent content, IEnumerable<string> encodings, Placeholders fill)
    {
        if (content.TryRead(fill, out var saying) is { } problem)
        {
            return new(problem.Kind == SendProblemKind.Nothing ? null : problem, []);
        }

        var ending = saying.Wording?.Ending is { } own ? own.ToArray() : [];
        if (saying.Wording is { IsBytes: true })
        {
            return new(null, [Show("", [.. saying.Body.Span, .. ending], [])]);
        }

        var text = Encoding.UTF8.GetString(saying.Body.Span);
        var names = encodings.Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).DefaultIfEmpty("utf-8").Take(MostEncodings);
        return new(null, [.. names.Select(name => LogEncodings.Of(name)).Select(encoding => Show(encoding.WebName, [.. encoding.GetBytes(text), .. ending], MissingIn(text, encoding)))]);
    }

    private static EncodedPreview Show(string encoding, byte[] bytes, IReadOnlyList<string> missing) => new(encoding, bytes.Length, HexText.Write(bytes, MostBytes), missing);

    private static List<string> MissingIn(string text, Encoding encoding)
    {
        if (encoding.CodePage == Encoding.UTF8.CodePage)
        {
            return [];
        }

        var strict = (Encoding)encoding.Clone();
        strict.EncoderFallback = EncoderFallback.ExceptionFallback;
        var missing = new List<string>();
        foreach (var rune in text.EnumerateRunes().Distinct())
        {
            try
            {
                strict.GetByteCount(rune.ToString());
            }
            catch (EncoderFallbackException)
            {
                missing.Add(rune.ToString());
                if (missing.Count == MostMissing)
                {
                    break;
                }
            }
        }

        return missing;
    }
}
