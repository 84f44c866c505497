using ChatHub.Chat;

namespace ChatHub.Server.Operators.Sending;

/// <summary>What an operator wrote, and how it is meant.</summary>
/// <param name="Text">What was written.</param>
/// <param name="IsHex">Whether it is bytes in hex (<see cref="HexText"/>): they go out as they are.</param>
/// <param name="HasEscapes">Whether it has escapes (<see cref="EscapedText"/>).</param>
/// <param name="HasPlaceholders">Whether <see cref="Placeholders"/> are filled in.</param>
/// <param name="Ending">What follows it.</param>
public sealed record SendContent(string Text, bool IsHex = false, bool HasEscapes = false, bool HasPlaceholders = false, SendEnding Ending = SendEnding.Own)
{
    /// <summary>Whether it differs from receiver to receiver.</summary>
    public bool NamesReceivers => !IsHex && HasPlaceholders && Placeholders.NameReceivers(Text);

    /// <summary>What is to be said.</summary>
    /// <param name="fill">What stands for the placeholders.</param>
    /// <exception cref="SendRefusedException">It cannot be read, there is nothing, or there is too much.</exception>
    public ServerSaying Read(Placeholders fill) => TryRead(fill, out var saying) is { } problem ? throw new SendRefusedException(problem) : saying;

    /// <summary>What is to be said.</summary>
    /// <returns>Why it cannot be sent; null when it can.</returns>
    public SendProblem? TryRead(Placeholders fill, out ServerSaying saying)
    {
        saying = new(default);
        if (Text.Length > OperatorCommands.MaxTextBytes * 4)
        {
            return new(SendProblemKind.TooLong);
        }

        if (IsHex)
        {
            if (!HexText.TryParse(Text, out var bytes, out var wrongAt))
            {
                return new(SendProblemKind.Hex, wrongAt);
            }

            saying = new(bytes, new ServerWording(IsBytes: true, Ending: EndingBytes));
            return Check(bytes.Length, bytes.Length > 0);
        }

        var text = Text;
        if (HasEscapes && !EscapedText.TryParse(Text, out text, out var at))
        {
            return new(SendProblemKind.Escape, at);
        }

        text = HasPlaceholders ? fill.Fill(text) : text; // after the escapes: a client's name has none
        saying = ServerSaying.Of(text, HasEscapes || Ending != SendEnding.Own ? new ServerWording(IsVerbatim: HasEscapes, Ending: EndingBytes) : null);
        return Check(saying.Body.Length, HasEscapes ? text.Length > 0 : !string.IsNullOrWhiteSpace(text));
    }

    private ReadOnlyMemory<byte>? EndingBytes => Ending switch
    {
        SendEnding.None => default(ReadOnlyMemory<byte>),
        SendEnding.Lf => (ReadOnlyMemory<byte>)"\n"u8.ToArray(),
        SendEnding.CrLf => (ReadOnlyMemory<byte>)"\r\n"u8.ToArray(),
        _ => (ReadOnlyMemory<byte>?)null, // without the type it would be an empty memory
    };

    private static SendProblem? Check(int bytes, bool any) => !any ? new(SendProblemKind.Nothing) : bytes > OperatorCommands.MaxTextBytes ? new(SendProblemKind.TooLong) : null;
}
