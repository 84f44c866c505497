using ChatHub.Wire;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>What the server says in English, in Chinese.</summary>
public sealed partial class ChineseTexts
{
    private static readonly Phrase[] s_faults =
    [
        new(ListenerFaults.TakenBy, ListenerFaults.TakenByEnd, "端口已被监听器“{0}”占用；请停止它或改用其他端口，然后重新启动此监听器"),
        new(ListenerFaults.Taken, "", "端口已被其他程序占用；请停止该程序或改用其他端口，然后重新启动此监听器"),
        new(ListenerFaults.NoPermission, "", "没有在那里监听的权限；1024 以下的端口需要权限，请改用更高的端口"),
        new(ListenerFaults.NoSuchAddress, "", "本机没有此地址；请改用本机的地址，或用 0.0.0.0 表示所有地址"),
        new(ListenerFaults.NoSuchVersion, "", "本机没有此 IP 版本；请改用另一版本的地址"),
        new(ListenerFaults.CertificateUnread + ListenerFaults.NoFile, "", "无法读取证书：没有文件 {0}"),
        new(ListenerFaults.CertificateUnread + ListenerFaults.FileNotReadable, "", "无法读取证书：没有读取 {0} 的权限"),
        new(ListenerFaults.CertificateUnread + ListenerFaults.NoCertificate, "", "无法读取证书：{0} 中没有 PEM 格式的证书"),
        new(ListenerFaults.CertificateUnread + ListenerFaults.NoKey, "", "无法读取证书：{0} 中没有未加密的 PEM 格式私钥"),
        new(ListenerFaults.CertificateUnread + ListenerFaults.NotAPair, "", "无法读取证书：证书与私钥不匹配或已损坏：{0}"),
        new(ListenerFaults.CertificateUnread, "", "无法读取证书：{0}"),
    ];

    private static readonly Phrase[] s_refused =
    [
        new(EntryWords.MessageOver, " bytes", "消息超过 {0} 字节"),
        new(EntryWords.Muted, " s", "还将禁言 {0} 秒"),
        new(EntryWords.Muted, " min", "还将禁言 {0} 分钟"),
        new(EntryWords.Muted, " h", "还将禁言 {0} 小时"),
        new(EntryWords.SlowedDown, "", "发送过多，已限速"),
        new("", EntryWords.BannedForAWhile, "{0} 的连接一再被服务器断开，已被暂时封禁"),
        new(EntryWords.Full, " connections", "服务器已满：{0} 个连接"),
        new(EntryWords.NotAllowed, "", "此监听器不允许该地址"),
        new(EntryWords.TooOften, "", "该地址连接过于频繁"),
        new("", EntryWords.TooMany, "该地址已有 {0} 个连接，达到上限"),
        new(EntryWords.Banned, "", "该地址已被封禁{0}"),
    ];

    private static readonly Phrase[] s_reasons =
    [
        new("the name ", " looks like one that is taken", "名称 {0} 与已有名称相似"),
        new("the name ", " is taken", "名称 {0} 已被使用"),
        new("the name ", " is reserved", "名称 {0} 是保留名称"),
        new("a name has 1 to ", " characters, without spaces and control characters, and does not start with / [ or *", "名称应为 1 到 {0} 个字符，不含空格和控制字符，且不以 / [ 或 * 开头"),
        new("", " has the addresses of this machine itself", "{0} 包含本机自身的地址"),
        new("", " is banned already", "{0} 已被封禁"),
        new("there are ", " bans already: remove some first, or ban a range", "已有 {0} 条封禁：请先解除一些，或封禁一个范围"),
        new("'", "' is no address and no range: expected one like 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32", "“{0}”不是地址也不是范围：应如 192.0.2.7、192.0.2.0/24 或 2001:db8::/32"),
    ];

    internal override string ListenerFaultText(string fault) => Phrase.Translate(fault, s_faults);

    internal override string RefusedText(string words) => Phrase.Translate(words, s_refused, between => // the end of a ban; what follows is an operator's own words
        between.StartsWith(" until ", StringComparison.Ordinal) ? "至 " + between[" until ".Length..] : between);

    internal override string RefusalReason(string words) => words.IndexOf(" has addresses that the limits exempt (", StringComparison.Ordinal) is > 0 and var at
        ? $"{words[..at]} 包含不受限制的地址（{words[(words.IndexOf('(', at) + 1)..^1]}）"
        : Phrase.Translate(words, s_reasons);
}
