using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    private static readonly Dictionary<string, string> s_acts = new(StringComparer.Ordinal)
    {
        ["send"] = "发送",
        ["send-repeatedly"] = "重复发送",
        ["send-file"] = "发送文件",
        ["ban"] = "封禁",
        ["kick-and-ban"] = "断开并封禁",
        ["unban"] = "解除封禁",
        ["throttle"] = "限速",
        ["set-encoding"] = "设置编码",
        ["disconnect"] = "断开",
        ["stop-job"] = "停止任务",
        ["mute"] = "禁言",
        ["rename"] = "改名",
        ["note"] = "备注",
        ["start-listener"] = "启动监听器",
        ["stop-listener"] = "停止监听器",
        ["drain-listener"] = "排空监听器",
        ["add-listener"] = "添加监听器",
        ["change-listener"] = "更改监听器",
        ["remove-listener"] = "移除监听器",
        ["create-operator"] = "添加操作员",
        ["set-role"] = "更改角色",
        ["lock-operator"] = "锁定操作员",
        ["reset-operator"] = "重置操作员",
        ["remove-operator"] = "移除操作员",
        ["create-key"] = "创建密钥",
        ["revoke-key"] = "吊销密钥",
        ["test-webhook"] = "测试 Webhook",
        ["end-session"] = "结束会话",
        [AuditActs.SignIn] = "登录",
        [AuditActs.SignOut] = "退出登录",
        [AuditActs.SetUp] = "初始设置",
        [AuditActs.ChangePassword] = "修改密码",
        [AuditActs.SecondFactor] = "第二验证",
        [AuditActs.MakePasskey] = "添加通行密钥",
        [AuditActs.RenamePasskey] = "重命名通行密钥",
        [AuditActs.RemovePasskey] = "移除通行密钥",
        [AuditActs.UseKey] = "使用密钥",
        [AuditActs.Visit] = "访问页面",
        [AuditActs.Export] = "导出",
        [AuditActs.Settings] = "设置",
    };

    private static readonly PhrasePattern[] s_targets =
    [
        new("everyone", "所有人"),
        new("room {0}", "房间 {0}"),
        new("listener {0}", "监听器 {0}"),
        new("{0} selected", "选中的 {0} 个"),
        new("connection {0}", "连接 {0}"),
        new("{0} asked for", "指定的 {0} 个"),
        new("#{0} and {#1} more", "#{0}，另有 {1} 个"),
        new("job {0}", "任务 {0}"),
        new("{0} (unlocked)", "{0}（解除锁定）"),
        new("{0} (Viewer)", "{0}（查看者）"),
        new("{0} (Operator)", "{0}（操作员）"),
        new("{0} (Administrator)", "{0}（管理员）"),
        new("{0} (None)", "{0}（无角色）"),
        new("Address {0}", "地址 {0}"),
        new("Name {0}", "名称 {0}"),
        new("at the next start: {0}", "下次启动时：{0}"),
        new("{0}; at the next start: {1}", "{0}；下次启动时：{1}"),
        new("messages with words looked for", "消息，含搜索词"),
        new("messages {0} with words looked for", "消息 {0}，含搜索词"),
        new("messages", "消息"),
        new("messages {0}", "消息 {0}"),
        new("audit", "审计"),
        new("audit {0}", "审计 {0}"),
        new("(no name)", "（无名称）"),
    ];

    private static readonly PhrasePattern[] s_details =
    [
        new("{0}; further ones within this minute are left out", "{0}；这一分钟内其余的不再记录", DetailIn),
        new("{0}; further ones of strangers are left out for a while", "{0}；一段时间内其余陌生来访不再记录", DetailIn),
        new("{#0} more refusals of strangers were left out", "另有 {0} 次对陌生来访的拒绝未记录"),
        new("takes the role {0}", "需要角色：{0}", RoleIn),
        new("role too low", "角色不足"),
        new("role {0} → {1}", "角色：{0} → {1}", RoleIn),
        new("{0} is banned until {1}", "{0} 已封禁，至 {1}"),
        new("{0} is banned for good", "{0} 已永久封禁"),
        new("{0} is banned", "{0} 已封禁"),
        new("until {0}", "至 {0}"),
        new("for good", "永久"),
        new("there was no such ban", "没有这条封禁"),
        new("{#0} to {1} a second for {2}", "{0} 个连接，每秒 {1} 条，持续 {2}"),
        new("{#0} unmuted", "{0} 个已解除禁言"),
        new("{#0} for {1}", "{0} 个，持续 {1}"),
        new("it is not open", "连接已不存在"),
        new("it is not running", "它没有在运行"),
        new("message {0}, {1} bytes, {2} got it, {3} skipped", "消息 {0}，{1} 字节，{2} 个收到，{3} 个跳过"),
        new("job {0}, every {1}, {2} times", "任务 {0}，每隔 {1}，共 {2} 次"),
        new("job {0}, a file of {1} bytes", "任务 {0}，{1} 字节的文件"),
        new("job {0}, {1} a second", "任务 {0}，每秒 {1} 个"),
        new("{0} entries as {1}, then cut off", "{0} 条，格式 {1}，中途断开"),
        new("{0} entries as {1}", "{0} 条，格式 {1}"),
        new("too many requests", "请求过多"),
        new("a page of another site asked", "由其他网站的页面发起"),
        new("no antiforgery token", "没有防伪令牌"),
        new("no such key, or it is revoked or expired", "没有此密钥，或已吊销、过期"),
        new("locked out after failures", "多次失败后已锁定"),
        new("locked", "已锁定"),
        new("wrong name or password", "名称或密码错误"),
        new("wrong code", "验证码错误"),
        new("the account changed after the password or passkey was checked", "密码或通行密钥验证后，账户已更改"),
        new("the link is not good", "链接无效"),
        new("the provider names nobody", "身份提供方未给出身份"),
        new("the provider gives no role", "身份提供方未给出角色"),
        new("the name belongs to another account, looks like one that does, or is reserved", "该名称属于其他账户、与其相似或为保留名称"),
        new("the account could not be saved", "账户无法保存"),
    ];

    internal override string AuditActText(string act) => s_acts.GetValueOrDefault(act, act);

    internal override string AuditTargetText(AuditEntry entry) =>
        entry.Act.EndsWith("-listener", StringComparison.Ordinal) ? entry.Target : PhrasePattern.Translate(entry.Target, s_targets); // a listener may be called "messages"

    private protected override string AuditDetailWords(string words) =>
        Enum.TryParse<ListenerState>(words, out var state) && Enum.IsDefined(state) ? StateOf(state)
        : PhrasePattern.Translate(words, s_details) is var said && said != words ? said
        : RefusalReason(words);

    private static string DetailIn(string words) => PhrasePattern.Translate(words, s_details);

    private static string RoleIn(string name) => name switch
    {
        nameof(OperatorRole.None) => "无",
        nameof(OperatorRole.Viewer) => "查看者",
        nameof(OperatorRole.Operator) => "操作员",
        _ => "管理员",
    };
}
