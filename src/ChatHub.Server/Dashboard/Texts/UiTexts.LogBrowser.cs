using ChatHub.Chat;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // The pages
    internal virtual string Pages => "Pages";
    internal virtual string Console => "Console";

    // The page of messages
    internal virtual string SearchLog => "Search the log: words, hel*, \"a phrase\"…";
    internal virtual string SearchKey => "Press / to search";
    internal virtual string SearchHelp => "Show the filters: room, listener, sender, connection, address, kind, time";
    internal virtual string Filters => "Filters";
    internal virtual string RemoveFilter => "Remove this filter";
    internal virtual string ClearFilters => "Clear all filters";
    internal virtual string Sender => "Sender";
    internal virtual string Connection => "Connection";
    internal virtual string Kinds => "Kind";
    internal virtual string FromTime => "From";
    internal virtual string ToTime => "Until";
    internal virtual string Live => "Live";
    internal virtual string LiveHint => "Show the newest and stay there (End)";
    internal virtual string JumpTo => "Jump to";
    internal virtual string JumpToTime => "Date and time, on your clock";
    internal virtual string Go => "Go";
    internal virtual string AnHourAgo => "An hour ago";
    internal virtual string Today => "Today";
    internal virtual string Yesterday => "Yesterday";
    internal virtual string AWeekAgo => "A week ago";
    internal virtual string Oldest => "The oldest";
    internal virtual string Reading => "Reading the log";
    internal virtual string CannotSearch => "This cannot be searched for";
    internal virtual string CannotRead => "The log cannot be read now";
    internal virtual string NothingFound => "Nothing found";
    internal virtual string NothingFoundHint => "No message of the log matches the search and the filters.";
    internal virtual string AddressProblem => "Part of this address was not understood:";

    // The detail
    internal virtual string EntryBefore => "The one before (↑)";
    internal virtual string EntryAfter => "The next one (↓)";
    internal virtual string EntryGone => "This message is not in the log";
    internal virtual string EntryGoneHint => "It is older than what the log keeps, or it was never there.";
    internal virtual string Ways => "Ways on from here";
    internal virtual string AroundThis => "What happened around this";
    internal virtual string ThisSenderOnly => "This sender only";
    internal virtual string ThisConnectionOnly => "This connection only";
    internal virtual string TextPart => "Text";
    internal virtual string BytesPart => "Bytes";
    internal virtual string Copy => "Copy";
    internal virtual string Copied => "Copied";
    internal virtual string NotCopied => "The browser did not let it copy.";
    internal virtual string Pieces => "Pieces";
    internal virtual string PieceBefore => "The piece before";
    internal virtual string PieceAfter => "The next piece";

    // Export
    internal virtual string Export => "Export";
    internal virtual string ExportAll => "The whole log, as a file:";
    internal virtual string ExportFiltered => "What the filters show, all of it, as a file:";
    internal virtual string CsvHint => "for Excel and other tables";
    internal virtual string JsonlHint => "for programs; with the exact bytes";
    internal virtual string TxtHint => "to read";
    internal virtual string ExportStarts => "Starting…";
    internal virtual string ExportFailed => "The export failed; the server's log says why.";

    // The log's own state
    internal virtual string LogOff => "Log off";
    internal virtual string LogDegraded => "Log cannot write";
    internal virtual string LogSetAside => "Log was damaged";
    internal virtual string LogIncomplete => "Log incomplete";
    internal virtual string LogSignHint => "Go to the messages";

    internal virtual string KindOf(MessageKind kind) => kind switch
    {
        MessageKind.Text => "Text",
        MessageKind.Emote => "Action",
        MessageKind.Private => "Private",
        MessageKind.Server => "Server",
        MessageKind.System => "Event",
        _ => kind.ToString(),
    };

    internal virtual string AsSent(string encoding) => $"As sent ({encoding})";
    internal virtual string ByteCount(int count) => count == 1 ? "1 byte" : $"{count:N0} bytes";
    internal virtual string Exporting(long count) => $"Exporting: {count:N0}…";
    internal virtual string Exported(long count) => count == 1 ? "1 message exported" : $"{count:N0} messages exported";
    internal virtual string ExportCancelled(long count) => $"Given up after {count:N0}";
    internal virtual string LogOffText(string kept) => $"Nothing is kept on disk (ChatHub:MessageLog:Enabled). What stands here are at most the last {kept} messages in memory; a restart forgets them.";
    internal virtual string LogDegradedText(string since, string fault) => $"since {since}: {fault.TrimEnd('.')}. The chat goes on and the log tries again by itself; what is said meanwhile appears here once it can.";
    internal virtual string LogUnlogged(long count) => count == 1 ? "1 message is missing from the log, because it could not be written." : $"{count:N0} messages are missing from the log, because they could not be written.";
    internal virtual string LogSetAsideText(string file) => $"and a new one was begun. The damaged file was set aside as {file}.";
    internal virtual string IndexTrails(long count) => $"The search does not know the newest {count:N0} messages yet; it is catching up.";
}
