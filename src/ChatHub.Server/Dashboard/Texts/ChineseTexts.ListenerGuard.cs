using ChatHub.Wire.Tls;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>Who may connect to a listener, how much they may send, and encryption.</summary>
public sealed partial class ChineseTexts
{
    internal override string ListenerOn => "开启";
    internal override string ListenerOff => "关闭";
    internal override string ListenerNone => "无";
    internal override string ListenerBasics => "监听";
    internal override string ListenerWho => "谁可以连接";
    internal override string ListenerAll => "所有地址";
    internal override string ListenerSome => "部分地址";
    internal override string ListenerWithPassword => "有密码";
    internal override string ListenerBehindProxy => "经由代理";
    internal override string ListenerAllow => "允许连接的地址";
    internal override string ListenerAllowHint => "地址和范围，用逗号分隔。留空表示全部。";
    internal override string ListenerOfOne => "每个地址的连接数";
    internal override string ListenerConnects(string within) => $"每个地址 {within}内的连接次数";
    internal override string ListenerPassword => "所有客户端的密码";
    internal override string ListenerPasswordHint => "在看到或说出任何内容之前询问。留空表示没有。";
    internal override string ListenerPasswordKept => "已设置，不会显示。留空则保持不变。";
    internal override string ListenerPasswordRemove => "不再询问密码";
    internal override string ListenerPasswordLost => "只有 Chat 能询问密码：保存后现有密码将被删除。";
    internal override string ListenerPasswordSet => "已设置";
    internal override string ListenerProxy => "代理（PROXY 协议）";
    internal override string ListenerProxyHint => "代理的地址；此后其他地址不能连接，客户端地址以代理所报为准。留空表示没有代理。";
    internal override string ListenerTls => "加密（TLS）";
    internal override string ListenerCertificate => "证书文件";
    internal override string ListenerCertificateHint => "服务器上的 PEM 文件，其后附颁发者证书；更改后会重新读取。留空表示不加密。";
    internal override string ListenerKey => "私钥文件";
    internal override string ListenerKeyHint => "PEM。留空表示私钥在证书文件中。";
    internal override string ListenerClients => "客户端出示证书";
    internal override string ListenerClientCa => "颁发者证书文件";
    internal override string ListenerClientCaHint => "服务器上的 PEM 文件。";

    internal override string ClientCertificatesName(ClientCertificates choice) => choice switch
    {
        ClientCertificates.Optional => "有则出示",
        ClientCertificates.Required => "必须",
        _ => "否",
    };

    internal override string ListenerFloodTitle => "限制发送";
    internal override string ListenerOwnLimits => "自定限制";
    internal override string ListenerFlood => "限制发送过多的客户端";
    internal override string ListenerFloodHint => "留空的项沿用所有监听器的设置。";
    internal override string ListenerFloodMessages => "每秒消息数";
    internal override string ListenerFloodBurst => "一次最多消息数";
    internal override string ListenerFloodBytes => "每秒字节数";
    internal override string ListenerFloodPatience => "持续多少秒后断开";
    internal override string ListenerWrongAddresses => "应为地址和范围，用逗号分隔，例如 10.0.0.0/8, 192.0.2.7。";
    internal override string ListenerWrongCount => "应为 1 到 1000000。";
    internal override string ListenerWrongPassword => "最多 128 个字符；只有 Chat 协议可以有密码。";
    internal override string ListenerWrongCertificate => "应为含证书的 PEM 文件名。";
    internal override string ListenerWrongClients => "应为 None、Optional 或 Required。";
    internal override string ListenerWrongClientCa => "应为 PEM 文件名，其中有颁发客户端证书的证书。";
    internal override string ListenerWrongMessages => "应为 0.1 到 1000000。";
    internal override string ListenerWrongBytes => "应为 64 到 1073741824。";
    internal override string ListenerWrongPatience => "应为 1 到 86400。";
    internal override string ListenerStays(string fault) => $"没有移动：{fault}。仍在原处监听。";
}
