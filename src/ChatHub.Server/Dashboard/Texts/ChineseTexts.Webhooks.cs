using ChatHub.Server.Webhooks;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>Webhooks.</summary>
public sealed partial class ChineseTexts
{
    internal override string Webhooks => "Webhook";
    internal override string WebhookNamed(string name) => $"Webhook {name}";
    internal override string NoWebhooks => "未设置 Webhook";
    internal override string NoWebhooksHint => "Webhook 在客户端上线或离线、有人发言或发生故障时通知另一台服务器。在设置 ChatHub:Webhooks 中配置（见 docs/webhooks.md）。";
    internal override string WebhookTest => "发送测试";
    internal override string WebhookTestOne(string name) => $"向 {name} 发送测试";
    internal override string WebhookTestGood(int status) => $"测试已被接收（状态 {status}）。";
    internal override string WebhookTestBad(string why) => $"测试未被接收：{why}。";
    internal override string WebhookWorks => "正常";
    internal override string WebhookFails(string since) => $"自 {since} 起失败；正在重试";
    internal override string WebhookFailsUntil(string since, string left) => $"自 {since} 起失败；{left} 后重试";
    internal override string WebhookSends => "发送内容";
    internal override string WebhookLastDelivery => "上次送达";
    internal override string WebhookNotYet => "启动以来尚无";
    internal override string WebhookDelivered => "已送达";
    internal override string WebhookRetried => "已重试";
    internal override string WebhookWaiting => "等待中";
    internal override string WebhookBehind(string entries) => $"已读取但未送达的事件；消息日志中还有 {entries} 条未查看";
    internal override string WebhookDropped => "已丢弃";
    internal override string WebhookFailures => "最近的失败";
    internal override string WebhookEventColumn => "事件";
    internal override string WebhookDelivery => "投递编号";
    internal override string WebhookStatus => "状态";
    internal override string WebhookWhy => "原因";

    internal override string WebhookEventName(WebhookEvent what) => what switch
    {
        WebhookEvent.Connect => "上线",
        WebhookEvent.Disconnect => "离线",
        WebhookEvent.Message => "消息",
        WebhookEvent.Fault => "故障",
        _ => "测试",
    };

    internal override string WebhookDropText(WebhookDrop cause) => cause switch
    {
        WebhookDrop.TooOld => "过旧",
        WebhookDrop.TooMany => "积压过多",
        WebhookDrop.Refused => "被接收方拒绝",
        _ => "已不在消息日志中",
    };

    internal override string WebhookFaultText(WebhookAnswer answer) => answer.Fault switch
    {
        WebhookFault.None => "无",
        WebhookFault.Status => answer.Status switch
        {
            401 or 403 => "接收方不允许访问",
            404 or 410 => "该地址不存在",
            429 => "接收方过于繁忙",
            >= 500 => "接收方出错",
            _ => "接收方拒绝",
        },
        WebhookFault.Redirect => "接收方要求转到另一地址，不予跟随",
        WebhookFault.NoSuchHost => "无法解析主机名",
        WebhookFault.NoConnection => "无法建立连接",
        WebhookFault.Tls => "TLS 失败：证书不受信任，或属于其他主机",
        WebhookFault.Timeout => "未及时收到应答",
        WebhookFault.Unsendable => "本服务器出错，详见其日志",
        _ => "连接中断，或收到的不是 HTTP",
    };
}
