using System.Text;

namespace ChatHub.Framing.Tests;

/// <summary>The rules of framing written the slow and plain way, on the whole stream at once.</summary>
internal static class NaiveFramer
{
    public static (List<FrameCopy> Frames, long Skipped) Frames(byte[] stream, LineFramerOptions options)
    {
        string all = Encoding.Latin1.GetString(stream);
        var frames = new List<FrameCopy>();
        long skipped = 0;
        int start = 0;
        while (start < all.Length)
        {
            int end = start;
            while (end < all.Length && all[end] != '\r' && all[end] != '\n')
            {
                end++;
            }

            string text = all[start..end];
            string ending = EndingAt(all, end);
            if (text.Length > options.MaxMessageBytes)
            {
                string cut = Cut(text[..options.MaxMessageBytes], options.Utf8);
                frames.Add(new FrameCopy(cut, LineEnding.None, FrameOutcome.TooLong, cut));
                skipped += text.Length - cut.Length;
            }
            else
            {
                FrameOutcome outcome = ending.Length == 0 ? FrameOutcome.EndOfInput : FrameOutcome.Terminated;
                frames.Add(new FrameCopy(text, Kind(ending), outcome, text + ending));
            }

            start = end + ending.Length;
        }

        return (frames, skipped);
    }

    private static string EndingAt(string all, int end) =>
        all[end..].StartsWith("\r\n", StringComparison.Ordinal) ? "\r\n" : end < all.Length ? all[end..(end + 1)] : "";

    private static LineEnding Kind(string ending) => ending switch
    {
        "" => LineEnding.None,
        "\n" => LineEnding.Lf,
        "\r" => LineEnding.Cr,
        _ => LineEnding.CrLf,
    };

    // An end that the decoder gives nothing for yet is the start of a character.
    private static string Cut(string text, bool utf8)
    {
        for (int length = 1; utf8 && length <= 3; length++)
        {
            byte[] end = Encoding.Latin1.GetBytes(text[^length..]);
            if (Encoding.UTF8.GetDecoder().GetCharCount(end, flush: false) == 0)
            {
                return text[..^length];
            }
        }

        return text;
    }
}
