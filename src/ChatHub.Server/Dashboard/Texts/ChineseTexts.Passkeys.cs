namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string Passkeys => "通行密钥";
    internal override string PasskeysLead => "通行密钥通过设备的指纹、面容、PIN 码或安全密钥登录，无需密码和验证码，仅在 ChatHub 的当前网址有效。删除通行密钥会结束您的其他会话；修改密码不影响已有的通行密钥。";
    internal override string PasskeysCannot => "此浏览器无法在这里创建通行密钥：需要 HTTPS 或 localhost，并使用主机名而不是 IP 地址访问。";
    internal override string PasskeySignIn => "使用通行密钥登录";
    internal override string PasskeyName => "新通行密钥的名称";
    internal override string PasskeyNameExample => "笔记本、手机、安全密钥";
    internal override string PasskeyAdd => "添加通行密钥";
    internal override string PasskeyChange => "更改";
    internal override string PasskeyRename => "重命名";
    internal override string PasskeyRemove => "删除";
    internal override string PasskeyMade(string day) => $"创建于 {day}";
    internal override string PasskeyUsed(string day) => $"上次使用 {day} UTC";
    internal override string PasskeyUnused => "尚未使用";
    internal override string PasskeyAdded => "通行密钥已添加，今后可用它登录。";
    internal override string PasskeyRenamed => "通行密钥已重命名。";
    internal override string PasskeyRemoved => "通行密钥已删除。此账户的其他会话已全部结束。";
    internal override string PasskeyCancelled => "未使用通行密钥：操作被取消或超时。";
    internal override string PasskeyThere => "此设备上已有您账户的通行密钥。";
    internal override string PasskeyFailed => "操作未成功，请一分钟后再试。";
    internal override string PasskeyRefused => "此处没有该通行密钥，或它已失效。";
    internal override string PasskeyNameWrong(int most) => $"请为通行密钥起一个最多 {most} 个字符的名称。";
    internal override string PasskeysMany(int most) => $"每个账户最多 {most} 个通行密钥，请先删除一个。";
    internal override string PasskeyNotGood => "无法验证该通行密钥，或操作超时，请重试。";
}
