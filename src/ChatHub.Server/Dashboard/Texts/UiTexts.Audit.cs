using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // The audit
    internal virtual string Audit => "Audit";
    internal virtual string AuditFind => "Find in target, detail, address…";
    internal virtual string AuditWhen => "When";
    internal virtual string AuditWho => "Who";
    internal virtual string AuditFrom => "From";
    internal virtual string AuditAct => "Act";
    internal virtual string AuditTarget => "On what";
    internal virtual string AuditOutcome => "Outcome";
    internal virtual string AuditDetail => "Detail";
    internal virtual string AuditAny => "any";
    internal virtual string AuditRefresh => "Read again";
    internal virtual string AuditExport => "Export CSV";
    internal virtual string AuditNothing => "No entry matches";
    internal virtual string AuditNewest => "To the newest";
    internal virtual string AuditOlder => "Older";

    internal virtual string OutcomeName(AuditOutcome outcome) => outcome switch
    {
        ChatHub.Server.Operators.Audit.AuditOutcome.Done => "done",
        ChatHub.Server.Operators.Audit.AuditOutcome.Refused => "refused",
        _ => "failed",
    };

    internal virtual string ProofName(OperatorProof proof) => proof switch
    {
        OperatorProof.Account => "account",
        OperatorProof.Key => "API key",
        OperatorProof.Machine => "this machine",
        OperatorProof.Shell => "server's shell",
        OperatorProof.OpenId => "OpenID Connect",
        _ => "not signed in",
    };

    // Operators, keys, sessions
    internal virtual string OperatorsPage => "Operators";
    internal virtual string Role => "Role";
    internal virtual string RoleOf(string name) => $"Role of {name}";
    internal virtual string LastSignIn(string when) => $"last sign-in {when}";
    internal virtual string NeverSignedIn => "never signed in";
    internal virtual string OperatorLocked => "locked out";
    internal virtual string OperatorLock => "Lock out";
    internal virtual string OperatorLockAsk(string name, int sessions) => sessions switch
    {
        0 => $"Lock {name} out? Nobody is signed in with the account now.",
        1 => $"Lock {name} out? The account's session and what runs in its name end at once.",
        _ => $"Lock {name} out? The account's {sessions:N0} sessions and what runs in its name end at once.",
    };

    internal virtual string OperatorUnlock => "Let in again";
    internal virtual string OperatorRemove => "Remove";
    internal virtual string OperatorRemoveAsk(string name) => $"Remove the account {name}? Its sessions end at once.";
    internal virtual string OperatorCreate => "Add operator";
    internal virtual string Keys => "API keys";
    internal virtual string KeysLead => "Programs send one as Authorization: Bearer KEY.";
    internal virtual string KeyName => "Name of the key";
    internal virtual string KeyLasts => "How long it is good";
    internal virtual string KeyForever => "no end";
    internal virtual string KeyDays(int days) => $"{days} days";
    internal virtual string KeyCreate => "Make a key";
    internal virtual string KeyShownOnce => "This is the key. It is shown now and never again:";
    internal virtual string KeyNoted => "I have it";
    internal virtual string KeyMade(string by, string when) => $"made by {by}, {when}";
    internal virtual string KeyUsed(string when) => $"last used {when}";
    internal virtual string KeyNeverUsed => "never used";
    internal virtual string KeyExpires(string when) => $"good until {when}";
    internal virtual string KeyRevoked => "revoked";
    internal virtual string KeyRevoke => "Revoke";
    internal virtual string KeyRevokeAsk(string name) => $"Revoke the key {name}? Programs that use it are refused at once.";
    internal virtual string Sessions => "Sessions";
    internal virtual string SessionUsed(string when) => $"last used {when}";
}
