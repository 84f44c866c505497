using ChatHub.Server.Operators.Accounts;
using Microsoft.EntityFrameworkCore;

namespace ChatHub.Server.Operators.Audit;

/// <summary>Reads the audit, the newest first.</summary>
internal sealed class AuditReader(IDbContextFactory<OperatorDatabase> databases)
{
    /// <summary>Most entries at once.</summary>
    public const int Most = 500;

    /// <summary>Entries of a page.</summary>
    public async Task<List<AuditEntry>> ReadAsync(AuditQuery query, int most, CancellationToken stop = default)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        return await Matching(database, query).Take(Math.Clamp(most, 1, Most)).ToListAsync(stop);
    }

    /// <summary>All that match, a piece at a time: whoever takes them slowly holds up nobody who writes.</summary>
    public async IAsyncEnumerable<AuditEntry> ReadAllAsync(AuditQuery query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        for (var piece = await ReadAsync(query, Most, stop); piece.Count > 0; piece = await ReadAsync(query with { Before = piece[^1].Id }, Most, stop))
        {
            foreach (var entry in piece)
            {
                yield return entry;
            }
        }
    }

    private static IQueryable<AuditEntry> Matching(OperatorDatabase database, AuditQuery query)
    {
        var all = database.Audit.AsNoTracking();
        if (query.Before is { } before)
        {
            all = all.Where(entry => entry.Id < before);
        }

        if (query.Who.Length > 0)
        {
            var who = query.Who;
            all = all.Where(entry => EF.Functions.Collate(entry.Who, "NOCASE") == who);
        }

        if (query.Act.Length > 0)
        {
            var act = query.Act;
            all = all.Where(entry => entry.Act == act);
        }

        if (query.Outcome is { } outcome)
        {
            all = all.Where(entry => entry.Outcome == outcome);
        }

        if (query.From is { } from)
        {
            all = all.Where(entry => entry.At >= from);
        }

        if (query.To is { } to)
        {
            all = all.Where(entry => entry.At < to);
        }

        if (query.Text.Length > 0)
        {
            var text = query.Text;
            all = all.Where(entry => entry.Target.Contains(text) || entry.Detail.Contains(text) || entry.From.Contains(text));
        }

        return all.OrderByDescending(entry => entry.Id);
    }
}
