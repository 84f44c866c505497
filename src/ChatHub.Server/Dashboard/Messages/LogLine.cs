using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators.Sending;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Storage.ClientNotes;

namespace ChatHub.Server.Dashboard.Messages;

/// <summary>A message as one line of the log.</summary>
/// <param name="Listener">Where it came in; empty for the server's own.</param>
/// <param name="Who">Who said it, or whom it is about.</param>
/// <param name="Note">What is to be known before the text: for whom it is.</param>
/// <param name="Text">The start of the text, in runs.</param>
/// <param name="Look">How the line looks: <c>text</c>, <c>server</c>, <c>private</c>, <c>emote</c>, <c>event</c>, <c>event fault</c>.</param>
public sealed record LogLine(string Listener, string Who, string Note, IReadOnlyList<TextRun> Text, string Look)
{
    /// <summary>Characters of a text that a line takes; the rest is seen in the detail.</summary>
    public const int Limit = 500;

    /// <summary>Runs of a line in a list that sets off what was found: what comes after is one run.</summary>
    private const int MostRuns = 12;

    /// <summary>Characters before the first place found that a line shows.</summary>
    private const int Before = 40;

    /// <summary>The line for a message.</summary>
    public static LogLine Of(ChatMessage message, UiTexts texts) => Of(message, texts, null);

    /// <summary>The line for a message in which a search found something: it begins shortly before the first place.</summary>
    /// <param name="message">The message.</param>
    /// <param name="texts">In which language.</param>
    /// <param name="marks">What was found; null for a list that nothing was searched in.</param>
    public static LogLine Of(ChatMessage message, UiTexts texts, SearchMarks? marks)
    {
        var listener = message.Origin?.Listener ?? "";
        var who = MarkedText.Of(message.Kind == MessageKind.Server ? texts.Server : message.Sender);
        if (message.Kind == MessageKind.System)
        {
            return new(listener, who, "", EventText(message, texts), IsFault(message.Event) ? "event fault" : "event");
        }

        var look = message.Kind switch
        {
            MessageKind.Server => "server",
            MessageKind.Private => "private",
            MessageKind.Emote => "emote",
            _ => "text",
        };
        return new(listener, who, NoteOf(message, texts), marks is null ? MarkedText.Split(WithoutName(message), Limit) : Found(WithoutName(message), marks), look);
    }

    /// <summary>The alias that operators gave who said it; empty for none.</summary>
    internal static string AliasOf(ChatMessage message, ClientNoteBook notes) => message.Origin is { } origin ? MarkedText.Of(notes.AliasOf(message.Sender, origin.Remote)) : "";

    /// <summary>What happened, in words.</summary>
    public static IReadOnlyList<TextRun> EventText(ChatMessage message, UiTexts texts)
    {
        var words = message.Event == SystemEvent.Disconnected && message.Text.Length > 0 ? $": {message.Text}" : "";
        var reason = texts.Because(message.Reason) + words + (message.Operator is { } by and not MachineHandler.Name && message.Event == SystemEvent.Disconnected ? $" ({by})" : "");
        return MarkedText.Split(texts.Happened(message.Event ?? SystemEvent.Refused, reason, message.Text), Limit);
    }

    private static bool IsFault(SystemEvent? what) =>
        what is SystemEvent.ListenerFaulted or SystemEvent.Refused or SystemEvent.LogDegraded or SystemEvent.LogGap or SystemEvent.LogSetAside or SystemEvent.LogMissing or SystemEvent.LogUnreadable or SystemEvent.SettingsRefused;

    private static IReadOnlyList<TextRun> Found(string text, SearchMarks marks)
    {
        var first = marks.In(text) is [var place, ..] ? place.Start : 0;
        if (first <= 2 * Before)
        {
            return MarkedText.Split(text, marks, Limit, MostRuns);
        }

        var start = char.IsLowSurrogate(text[first - Before]) ? first - Before + 1 : first - Before;
        return [new("… ", false), .. MarkedText.Split(text[start..], marks, Limit, MostRuns)];
    }

    /// <summary>The text without the name that its sender wrote before it (<c>小明：</c>): it stands beside it already. The detail has all.</summary>
    private static string WithoutName(ChatMessage message)
    {
        if (message.Kind == MessageKind.Server && !System.Text.Unicode.Utf8.IsValid(message.TextBytes))
        {
            return HexText.Write(message.TextBytes, Limit / 3); // an operator sent bytes
        }

        var text = message.Text;
        if (message.NameLength == 0 || message.NameLength > message.TextLength)
        {
            return text;
        }

        var name = message.Encoding.GetString(message.TextBytes[..message.NameLength]);
        return text.StartsWith(name, StringComparison.Ordinal) && name.TrimEnd('：', ':', ' ').Trim() == message.Sender ? text[name.Length..].TrimStart(' ') : text;
    }

    private static string NoteOf(ChatMessage message, UiTexts texts) => message switch
    {
        { Kind: MessageKind.Server, Recipient: ServerWording.Recipient } => message.Room is "*" or "" ? texts.AsWritten : $"{texts.To(texts.TargetRoom(MarkedText.Of(message.Room)))}, {texts.AsWritten}",
        { Kind: MessageKind.Server, Recipient: { } all } when all.StartsWith("listener ", StringComparison.Ordinal) => texts.To(texts.TargetListener(MarkedText.Of(all["listener ".Length..]))),
        { Recipient: { } recipient } when recipient.Split(' ') is [var count, "connections"] && long.TryParse(count, out var many) => texts.ToCount(many),
        { Recipient: { } recipient } => texts.To(MarkedText.Of(recipient)),
        { Kind: MessageKind.Server, Room: not ("*" or "") } => texts.To(texts.TargetRoom(MarkedText.Of(message.Room))),
        _ => "",
    };
}
