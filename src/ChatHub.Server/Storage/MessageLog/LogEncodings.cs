using System.Text;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>Encodings by the names that the log keeps.</summary>
internal static class LogEncodings
{
    static LogEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding of a name; UTF-8 for one that is not known here.</summary>
    public static Encoding Of(string name)
    {
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD")); // as listeners have them
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }
}
