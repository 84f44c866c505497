using ChatHub.Wire.Admission;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string Access => "访问控制";
    internal override string Bans => "封禁";
    internal override string NoBans => "没有封禁";
    internal override string NoBansHint => "在上方封禁地址或网段，或在连接的面板中封禁。";
    internal override string BanAdd => "封禁";
    internal override string BanAddress => "地址或网段";
    internal override string BanLength => "时长";
    internal override string BanUntil => "截止";
    internal override string BanForGood => "永久";
    internal override string BanUntilTime(string until, string left) => $"{until}（还剩 {left}）";
    internal override string BanReason => "原因";
    internal override string BanReasonHint => "会告知被拒绝者";
    internal override string BanBy => "操作者";
    internal override string BanMade => "时间";
    internal override string BanHits => "命中";
    internal override string BanHitsHint => "自服务器启动以来被它拒绝或断开的连接数";
    internal override string BanLastHit(string when) => $"最近 {when}";
    internal override string BanRemove => "移除";
    internal override string BanRemoveOne(string range) => $"移除对 {range} 的封禁";
    internal override string BanTakenBack(string range) => $"已移除对 {range} 的封禁。";
    internal override string BanUndo => "撤销";
    internal override string BanEvenSpared => "仍然封禁";
    internal override string BanRefused(string why) => $"未封禁：{why}。";
    internal override string KickAndBan => "断开并封禁";
    internal override string KickAndBanHint => "断开此连接，并在一段时间内拒绝其地址";
    internal override string BanEnds(string range, int count, string names) => $"{range}：将断开 {count:N0} 个连接：{names}";
    internal override string BanMadeOutcome(string range, int ended) => ended == 0 ? $"已封禁 {range}。" : $"已封禁 {range}，断开 {ended:N0} 个连接。";
    internal override string Throttle => "限速";
    internal override string Unthrottle => "恢复全速";
    internal override string ThrottleHint => "每秒只读取若干条消息，其余在对方等待";
    internal override string ThrottleRate => "每秒消息数";
    internal override string ThrottledTo(double perSecond, string left) => $"每秒 {perSecond:0.#} 条，还剩 {left}";
    internal override string Tls => "TLS";
    internal override string TlsLong => "加密方式";
    internal override string TurnedAway => "被拒绝的连接";
    internal override string TurnedAwayHint => "自服务器启动以来因封禁和限制被拒绝的新连接，按地址";
    internal override string TurnedAwayWhy => "原因";
    internal override string TurnedAwayCount => "次数";
    internal override string TurnedAwayLast => "最近";
    internal override string NobodyTurnedAway => "没有被拒绝的连接。";

    internal override string CauseOf(RefusalCause cause) => cause switch
    {
        RefusalCause.Banned => "已被封禁",
        RefusalCause.NotAllowed => "此监听器不允许该地址",
        RefusalCause.TooManyConnections => "同时连接过多",
        RefusalCause.TooManyConnects => "连接过于频繁",
        RefusalCause.ProxyHeader => "PROXY 头无效",
        RefusalCause.Handshake => "TLS 失败",
        RefusalCause.Password => "密码错误",
        _ => cause.ToString(),
    };
}
