using ChatHub.Server.Operators.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Audit;

/// <summary>
/// Takes down what operators did and tried. An act that cannot be taken down is done all the same, and the server's log has it: somebody must be able to throw out an attacker
/// while the disk is full.
/// </summary>
internal sealed class AuditLog(IDbContextFactory<OperatorDatabase> databases, TimeProvider time, ILogger<AuditLog> log) : IAuditTrail
{
    /// <summary>Most characters of what is done on what, and of what there is to say.</summary>
    public const int MostCharacters = 400;

    private readonly RefusalBound _refusals = new(time);

    /// <inheritdoc/>
    public void Write(OperatorIdentity who, string act, string target, AuditOutcome outcome, string detail = "")
    {
        if (outcome == AuditOutcome.Refused)
        {
            var number = _refusals.Count(act, who.Name, who.From);
            if (number > RefusalBound.Most)
            {
                return;
            }

            detail = number < RefusalBound.Most ? detail : $"{detail}; {RefusalBound.Last}";
        }

        try
        {
            using var database = databases.CreateDbContext();
            database.Audit.Add(new AuditEntry
            {
                At = time.GetUtcNow(),
                Who = Cut(who.Name),
                Proof = who.Proof,
                From = Cut(who.From),
                Act = act,
                Target = Cut(target),
                Outcome = outcome,
                Detail = Cut(detail),
            });
            database.SaveChanges();
        }
        catch (Exception failure) when (failure is DbUpdateException or Microsoft.Data.Sqlite.SqliteException)
        {
            OperatorLog.NotAudited(log, failure.GetBaseException().Message, who.Name, act, outcome);
        }
    }

    private static string Cut(string text)
    {
        var visible = Chat.VisibleText.Of(text);
        return visible.Length <= MostCharacters ? visible : visible[..MostCharacters] + "…";
    }
}
