namespace ChatHub.Server.Operators.Audit;

/// <summary>Takes down what operators did and tried.</summary>
public interface IAuditTrail
{
    /// <summary>Takes something down. Never throws: an act that cannot be taken down is done all the same.</summary>
    /// <param name="who">Who did it.</param>
    /// <param name="act">What, by the name of <see cref="OperatorRights"/> or <see cref="AuditActs"/>.</param>
    /// <param name="target">On what; never what somebody said.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="detail">What there is to say about that.</param>
    void Write(OperatorIdentity who, string act, string target, AuditOutcome outcome, string detail = "");
}
