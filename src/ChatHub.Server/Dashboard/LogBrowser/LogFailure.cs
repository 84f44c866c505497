using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>Why the log could not be read.</summary>
/// <param name="Cause">What the reader threw.</param>
public sealed record LogFailure(Exception Cause)
{
    /// <summary>Whether it is what was asked for: trying again changes nothing.</summary>
    public bool IsQuery => Cause is MessageQueryException;

    /// <summary>Whether nobody expected it: the server's log has the rest.</summary>
    public bool IsUnexpected => Cause is not (MessageQueryException or MessageLogUnavailableException);

    /// <summary>What is wrong, in a few words.</summary>
    public string Title(UiTexts texts) => IsQuery ? texts.CannotSearch : texts.CannotRead;

    /// <summary>The reason, in a sentence.</summary>
    public string Reason(UiTexts texts) => IsUnexpected ? texts.CommandFailed : Cause.Message;
}
