using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string Audit => "审计";
    internal override string AuditFind => "在对象、详情、地址中查找…";
    internal override string AuditWhen => "时间";
    internal override string AuditWho => "谁";
    internal override string AuditFrom => "来自";
    internal override string AuditAct => "操作";
    internal override string AuditTarget => "对象";
    internal override string AuditOutcome => "结果";
    internal override string AuditDetail => "详情";
    internal override string AuditAny => "任意";
    internal override string AuditRefresh => "重新读取";
    internal override string AuditExport => "导出 CSV";
    internal override string AuditNothing => "没有符合条件的条目";
    internal override string AuditNewest => "回到最新";
    internal override string AuditOlder => "更早";

    internal override string OutcomeName(AuditOutcome outcome) => outcome switch
    {
        ChatHub.Server.Operators.Audit.AuditOutcome.Done => "完成",
        ChatHub.Server.Operators.Audit.AuditOutcome.Refused => "拒绝",
        _ => "失败",
    };

    internal override string ProofName(OperatorProof proof) => proof switch
    {
        OperatorProof.Account => "账户",
        OperatorProof.Key => "API 密钥",
        OperatorProof.Machine => "此计算机",
        OperatorProof.Shell => "服务器终端",
        OperatorProof.OpenId => "OpenID Connect",
        _ => "未登录",
    };

    internal override string OperatorsPage => "操作员";
    internal override string Role => "角色";
    internal override string RoleOf(string name) => $"{name} 的角色";
    internal override string LastSignIn(string when) => $"最近登录 {when}";
    internal override string NeverSignedIn => "从未登录";
    internal override string OperatorLocked => "已锁定";
    internal override string OperatorLock => "锁定";
    internal override string OperatorLockAsk(string name, int sessions) =>
        sessions == 0 ? $"锁定 {name}？该账户目前没有人登录。" : $"锁定 {name}？该账户的 {sessions:N0} 个会话和以其名义运行的任务会立即结束。";

    internal override string OperatorUnlock => "解除锁定";
    internal override string OperatorRemove => "移除";
    internal override string OperatorRemoveAsk(string name) => $"移除账户 {name}？其会话会立即结束。";
    internal override string OperatorCreate => "添加操作员";
    internal override string Keys => "API 密钥";
    internal override string KeysLead => "程序以 Authorization: Bearer KEY 发送密钥。";
    internal override string KeyName => "密钥名称";
    internal override string KeyLasts => "有效期";
    internal override string KeyForever => "无期限";
    internal override string KeyDays(int days) => $"{days} 天";
    internal override string KeyCreate => "创建密钥";
    internal override string KeyShownOnce => "这就是密钥，只在此时显示一次：";
    internal override string KeyNoted => "已记下";
    internal override string KeyMade(string by, string when) => $"由 {by} 创建，{when}";
    internal override string KeyUsed(string when) => $"最近使用 {when}";
    internal override string KeyNeverUsed => "从未使用";
    internal override string KeyExpires(string when) => $"有效至 {when}";
    internal override string KeyRevoked => "已吊销";
    internal override string KeyRevoke => "吊销";
    internal override string KeyRevokeAsk(string name) => $"吊销密钥 {name}？使用它的程序会立即被拒绝。";
    internal override string Sessions => "会话";
    internal override string SessionUsed(string when) => $"最近使用 {when}";
}
