using ChatHub.Wire.Admission;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // The page of who may connect
    internal virtual string Access => "Access";
    internal virtual string Bans => "Bans";
    internal virtual string NoBans => "Nobody is banned";
    internal virtual string NoBansHint => "Ban an address or a range above, or a connection where it is shown.";
    internal virtual string BanAdd => "Ban";
    internal virtual string BanAddress => "Address or range";
    internal virtual string BanLength => "For";
    internal virtual string BanUntil => "Until";
    internal virtual string BanForGood => "for good";
    internal virtual string BanUntilTime(string until, string left) => $"{until} ({left} left)";
    internal virtual string BanReason => "Reason";
    internal virtual string BanReasonHint => "Told to who is turned away";
    internal virtual string BanBy => "By";
    internal virtual string BanMade => "Made";
    internal virtual string BanHits => "Hits";
    internal virtual string BanHitsHint => "Connections that it turned away or ended since the server started";
    internal virtual string BanLastHit(string when) => $"Last {when}";
    internal virtual string BanRemove => "Remove";
    internal virtual string BanRemoveOne(string range) => $"Remove the ban of {range}";
    internal virtual string BanTakenBack(string range) => $"The ban of {range} is removed.";
    internal virtual string BanUndo => "Undo";
    internal virtual string BanEvenSpared => "Ban it all the same";
    internal virtual string BanRefused(string why) => $"Not banned: {why}.";
    internal virtual string KickAndBan => "Disconnect and ban";
    internal virtual string KickAndBanHint => "End this connection and keep its address out for a time";

    internal virtual string BanEnds(string range, int count, string names) => count == 1 ? $"{range}: ends 1 connection: {names}" : $"{range}: ends {count:N0} connections: {names}";

    internal virtual string BanMadeOutcome(string range, int ended) => ended switch
    {
        0 => $"{range} is banned.",
        1 => $"{range} is banned; 1 connection ended.",
        _ => $"{range} is banned; {ended:N0} connections ended.",
    };

    internal virtual string Throttle => "Slow down";
    internal virtual string Unthrottle => "Full speed";
    internal virtual string ThrottleHint => "Read only so many messages a second from it; what more it sends waits on its side";
    internal virtual string ThrottleRate => "Messages a second";
    internal virtual string ThrottledTo(double perSecond, string left) => $"{perSecond:0.#} messages a second for {left} more";

    // Of a connection
    internal virtual string Tls => "TLS";
    internal virtual string TlsLong => "How it is encrypted";

    // Whom the limits turned away
    internal virtual string TurnedAway => "Turned away";
    internal virtual string TurnedAwayHint => "Newcomers that bans and limits kept out since the server started, by address";
    internal virtual string TurnedAwayWhy => "Why";
    internal virtual string TurnedAwayCount => "Times";
    internal virtual string TurnedAwayLast => "Last";
    internal virtual string NobodyTurnedAway => "Nobody has been turned away.";

    internal virtual string CauseOf(RefusalCause cause) => cause switch
    {
        RefusalCause.Banned => "banned",
        RefusalCause.NotAllowed => "not allowed at this listener",
        RefusalCause.TooManyConnections => "too many connections at once",
        RefusalCause.TooManyConnects => "connects too often",
        RefusalCause.ProxyHeader => "no good PROXY header",
        RefusalCause.Handshake => "TLS failed",
        RefusalCause.Password => "wrong password",
        _ => cause.ToString(),
    };
}
