using ChatHub.Chat;
using ChatHub.Server.Dashboard.Sending;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Operators.Sending;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // What the send box can do beside plain words
    internal virtual string TargetListener(string name) => $"Listener {name}";
    internal virtual string TargetGone(string target) => $"{target} (gone)";
    internal virtual string NotSentTargetGone(string target) => $"Not sent: {target} is not there any more.";
    internal virtual string ResultsMore(int count) => $"and {count:N0} more";
    internal virtual string TargetMatching(int count) => $"All that match the filter ({count:N0})";
    internal virtual string SendMore => "More ways to send: hex, endings, earlier texts, snippets, repeat, file";
    internal virtual string SendAs => "What stands in the box";
    internal virtual string AsText => "Text";
    internal virtual string AsHex => "Hex";
    internal virtual string AsHexHint => "Bytes in hex: 48 65 6c 6c 6f. They go out as they are, without a prefix";
    internal virtual string WriteHex => "Bytes in hex: 48 65 6c 6c 6f";
    internal virtual string Escapes => @"\x00 \n";
    internal virtual string EscapesHint => @"Escapes in the text: \r \n \t \\ and \x00 to \x7F";
    internal virtual string PlaceholdersHint => "Fill in {name} (of each receiver), {time} and {n} (a number that counts up)";
    internal virtual string LineEnd => "Ending";
    internal virtual string SentBefore => "Sent before";
    internal virtual string FindText => "Find a text…";
    internal virtual string NothingSentYet => "Nothing was sent from this browser yet.";
    internal virtual string Remove => "Remove";
    internal virtual string Snippets => "Snippets";
    internal virtual string SnippetsHint => "Kept for you alone. Placeholders: {name} {time} {n}";
    internal virtual string NoSnippets => "No snippets yet: write a text, give it a name, keep it.";
    internal virtual string SnippetName => "Name for the text in the box";
    internal virtual string KeepSnippet => "Keep";
    internal virtual string Repeat => "Repeat";
    internal virtual string RepeatEvery => "Every (seconds)";
    internal virtual string RepeatTimes => "Times";
    internal virtual string RepeatHint => "The text in the box, the first time at once. Whoever is in the target at each round gets it.";
    internal virtual string RepeatGo => "Begin";
    internal virtual string RepeatStarted => "Repeating: it goes on, and can be stopped, in the strip above.";
    internal virtual string SendFile => "File…";
    internal virtual string FileHint(string most) => $"Send a file, byte for byte, at most {most}. What others say meanwhile comes between its pieces.";
    internal virtual string FileStarted(string size) => $"Sending the file ({size}): the strip above shows how far it is.";
    internal virtual string FileUnderWay => "A file is being sent already: wait for it, or stop it.";
    internal virtual string FileDone(int got, int asked) => got == asked ? $"The file was sent to {got:N0}." : $"The file was sent to {got:N0} of {asked:N0}.";
    internal virtual string FileStopped(string done, string all) => $"The file was stopped after {done} of {all}.";
    internal virtual string SendPlain => "Back to plain text";
    internal virtual string SendResults => "Who";
    internal virtual string AsWritten => "as written";
    internal virtual string BytesOf(int bytes) => bytes == 1 ? "1 byte" : $"{bytes:N0} bytes";
    internal virtual string EncodingLacks(string encoding, string characters) => $"{encoding} does not have {characters}: “?” goes out instead.";

    internal virtual string EndingName(SendEnding ending, bool hex) => ending switch
    {
        SendEnding.Own => hex ? "none (as it is)" : "as the receiver's",
        SendEnding.None => "none",
        SendEnding.Lf => "LF",
        _ => "CRLF",
    };

    internal virtual string FateOf(SendFate fate) => fate switch
    {
        SendFate.Sent => "sent",
        SendFate.Queued => "waits: it reads slowly",
        SendFate.Gone => "skipped: not open any more",
        _ => "skipped: too much waits for it",
    };

    internal virtual string NotSent(SendProblem problem) => problem.Kind switch
    {
        SendProblemKind.Nothing => NothingToSend,
        SendProblemKind.TooLong => $"Too long: at most {Format.Bytes(OperatorCommands.MaxTextBytes)} at once, and {Format.Bytes(OperatorCommands.MostFileBytes)} as a file.",
        SendProblemKind.Hex => $"No pair of hex digits at character {problem.At + 1:N0}.",
        SendProblemKind.Escape => $@"No escape at character {problem.At + 1:N0}: \r \n \t \\ and \x00 to \x7F; other bytes are written in hex.",
        SendProblemKind.Nobody => "Nobody is there to send it to.",
        SendProblemKind.TooManyNames => $"A text with {{name}} goes to at most {OperatorCommands.MostNamed:N0}.",
        SendProblemKind.Stopping => NoJobWhileStopping,
        SendProblemKind.Pace => $"Every {OperatorCommands.ShortestRound.TotalSeconds} to {OperatorCommands.LongestRound.TotalSeconds:N0} seconds, 1 to {OperatorCommands.MostRounds:N0} times.",
        _ => $"{OperatorJobs.MostRunning} jobs are running already: wait for one, or stop one.",
    };

    internal virtual string JobLine(JobSnapshot job) => job.Kind switch
    {
        JobKind.Repeat => $"Repeats to {job.Label} every {job.Every.TotalSeconds:0.###} s: {job.Done:N0} of {job.Total:N0}" + (job.Missed > 0 ? $", {job.Missed:N0} reached nobody" : "") + JobEnd(job),
        JobKind.File => $"Sends {job.Label}: {Format.Bytes(job.Done)} of {Format.Bytes(job.Total)}" + (job.Missed > 0 ? $", {job.Missed:N0} receivers left" : "") + JobEnd(job),
        _ => JobText(job),
    };

    internal string Describe(SendOptions options) => string.Join(" · ", new[]
    {
        options.IsHex ? AsHex : "", options.HasEscapes && !options.IsHex ? Escapes : "", options.HasPlaceholders && !options.IsHex ? "{…}" : "", options.Ending == SendEnding.Own ? "" : $"{LineEnd}: {EndingName(options.Ending, options.IsHex)}",
    }.Where(part => part.Length > 0));

    private static string JobEnd(JobSnapshot job) => job.State switch
    {
        JobState.Done => ". Done.",
        JobState.Stopped => ". Stopped.",
        _ => "",
    };
}
