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

    /// <summary>Most characters of what somebody who proved nothing tried something on.</summary>
    public const int MostCharactersOfStrangers = 100;

    private readonly RefusalBound _refusals = new(time);

    /// <inheritdoc/>
    public void Write(OperatorIdentity who, string act, string target, AuditOutcome outcome, string detail = "")
    {
        if (outcome == AuditOutcome.Refused)
        {
            if (_refusals.Count(act, who) is not { } more)
            {
                return;
            }

            detail = more.Length == 0 ? detail : detail.Length == 0 ? more : $"{detail}; {more}";
        }

        Add(who, act, target, outcome, detail);
    }

    /// <summary>Takes down how many refusals of strangers were left out since the last call, if there were any.</summary>
    public void TellLeftOut()
    {
        foreach (var (act, number) in _refusals.TakeLeftOut())
        {
            Add(OperatorIdentity.Nobody, act, "", AuditOutcome.Refused, $"{number} more refusals of strangers were left out");
        }
    }

    private void Add(OperatorIdentity who, string act, string target, AuditOutcome outcome, string detail)
    {
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
                Target = Cut(target, who.Role == OperatorRole.None ? MostCharactersOfStrangers : MostCharacters),
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

    private static string Cut(string text, int most = MostCharacters)
    {
        var visible = Chat.VisibleText.Of(text);
        return visible.Length <= most ? visible : visible[..most] + "…";
    }
}
