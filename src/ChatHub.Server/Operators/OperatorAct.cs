using System.Diagnostics;
using ChatHub.Server.Operators.Audit;

namespace ChatHub.Server.Operators;

/// <summary>A command under way: it is traced, and taken down when it has ended, as failed unless it says otherwise.</summary>
internal sealed class OperatorAct(IAuditTrail audit, OperatorIdentity who, string act, string target) : IDisposable
{
    private readonly Activity? _span = OperatorTraces.Begin(who, act, target);
    private AuditOutcome _outcome = AuditOutcome.Failed;
    private string _detail = "";

    /// <summary>It was done.</summary>
    public void Done(string detail = "") => (_outcome, _detail) = (AuditOutcome.Done, detail);

    /// <summary>It was tried and did not succeed.</summary>
    public void Failed(string why) => (_outcome, _detail) = (AuditOutcome.Failed, why);

    /// <summary>It was not done, and why.</summary>
    public void Refused(string why) => (_outcome, _detail) = (AuditOutcome.Refused, why);

    /// <summary>Done, with what there is to say of it, or refused for this reason.</summary>
    public void End(bool done, string whyNot, string detail = "")
    {
        if (done)
        {
            Done(detail);
        }
        else
        {
            Refused(whyNot);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        audit.Write(who, act, target, _outcome, _detail);
        OperatorTraces.End(_span, _outcome);
    }
}
