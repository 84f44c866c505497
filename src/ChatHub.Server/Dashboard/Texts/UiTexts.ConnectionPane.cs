namespace ChatHub.Server.Dashboard.Texts;

/// <summary>What one connection's detail says of its encoding and of its end.</summary>
public partial class UiTexts
{
    internal virtual string ReadAs(string encoding) => $"{encoding}…";

    internal virtual string ReadAsHint => "Encoding of what it says and gets from now on";

    internal virtual string ReadAsGo => "Use this encoding";

    internal virtual string ReadAsDone(string encoding) => $"Read and written as {encoding} from now on.";

    internal virtual string ReadAsUnknown(string encoding) => $"“{encoding}” is no encoding in which lines can be found. Try utf-8, gb18030 or iso-8859-1.";

    internal virtual string ClosingHint(string reason) => $"Closing: {reason}. What it is owed is being sent.";
}
