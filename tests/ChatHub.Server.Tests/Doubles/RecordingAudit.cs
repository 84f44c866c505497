using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>Keeps what is taken down.</summary>
internal sealed class RecordingAudit : IAuditTrail
{
    private readonly Lock _gate = new();
    private readonly List<AuditEntry> _entries = [];

    public IReadOnlyList<AuditEntry> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public void Write(OperatorIdentity who, string act, string target, AuditOutcome outcome, string detail = "")
    {
        lock (_gate)
        {
            _entries.Add(new() { Who = who.Name, Proof = who.Proof, From = who.From, Act = act, Target = target, Outcome = outcome, Detail = detail });
        }
    }
}
