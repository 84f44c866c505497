using System.Globalization;
using System.Text;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace ChatHub.Server.Api;

/// <summary><c>GET /api/v1/audit</c> as JSON, a page at a time, and <c>GET /api/v1/audit/export</c>: all that matches as CSV. The filters are those of <see cref="AuditQuery"/>.</summary>
internal static class AuditApi
{
    private static readonly ApiParameter[] s_filters =
    [
        new("who", "Name of an account or a key, in any case."),
        new("act", "What was done: send, ban, sign-in, export…"),
        new("outcome", "done, refused or failed."),
        new("q", "What is in target, detail or address. At most 100 characters."),
        new("from", "The earliest time, inclusive: 2026-11-23T08:30:00Z. UTC without an offset."),
        new("to", "The latest time, exclusive."),
    ];

    private static readonly ApiParameter[] s_page =
    [
        .. s_filters,
        new("before", "Only entries before this number: the value of older from the page before.", JsonSchemaType.Integer),
        new("limit", "Most items, 1 to 500. Default 100.", JsonSchemaType.Integer),
    ];

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/audit", ListAsync).Takes(s_page).RequireAuthorization(nameof(OperatorRole.Administrator)).WithSummary("What operators did and tried, newest first, page by page");
        api.MapGet("/audit/export", ExportAsync).Takes(s_filters).Produces(StatusCodes.Status200OK, contentType: "text/csv").RequireAuthorization(nameof(OperatorRole.Administrator))
            .WithSummary("All of the audit that matches, newest first, as CSV");
    }

    private static async Task<Ok<AuditPage>> ListAsync(HttpContext context, AuditReader reader)
    {
        var read = new ApiQuery(context.Request, s_page);
        var limit = (int)(read.Number("limit", 1, AuditReader.Most) ?? 100);
        var entries = await reader.ReadAsync(Query(read), limit, context.RequestAborted);
        return TypedResults.Ok(new AuditPage([.. entries.Select(AuditModel.Of)], entries.Count == limit ? entries[^1].Id : null));
    }

    private static async Task ExportAsync(HttpContext context, AuditReader reader, IAuditTrail audit, TimeProvider time)
    {
        var query = Query(new ApiQuery(context.Request, s_filters));
        var (outcome, written) = (AuditOutcome.Failed, 0L);
        using var right = StreamRight.Of(context, OperatorRole.Administrator);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, right.Gone);
        try
        {
            await foreach (var entry in Begun(context, reader.ReadAllAsync(query, stop.Token), time))
            {
                string[] cells = [entry.Who, NameOf(entry.Proof), entry.From, entry.Act, entry.Target, NameOf(entry.Outcome), entry.Detail];
                await context.Response.WriteAsync(
                    string.Create(CultureInfo.InvariantCulture, $"{entry.Id},{entry.At:yyyy-MM-ddTHH:mm:ss.fffZ},{string.Join(',', cells.Select(Cell))}\r\n"), stop.Token);
                written++;
            }

            outcome = AuditOutcome.Done;
        }
        catch (OperationCanceledException) when (right.Gone.IsCancellationRequested)
        {
            context.Abort(); // what has arrived is not all, and must not look like it
        }
        finally
        {
            audit.Write(context.Caller(), AuditActs.Export, $"audit {query.ToAddress()}".TrimEnd(), outcome, string.Create(CultureInfo.InvariantCulture, $"{written} entries as csv"));
        }
    }

    private static async IAsyncEnumerable<AuditEntry> Begun(HttpContext context, IAsyncEnumerable<AuditEntry> entries, TimeProvider time)
    {
        await using var all = entries.GetAsyncEnumerator(CancellationToken.None);
        var isThere = await all.MoveNextAsync(); // before the answer begins, which is another one where the audit cannot be read
        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"chathub-audit-{time.GetUtcNow():yyyyMMdd-HHmmss}.csv\"");
        await context.Response.WriteAsync("\uFEFFid,at,who,proof,from,act,target,outcome,detail\r\n", context.RequestAborted);
        for (; isThere; isThere = await all.MoveNextAsync())
        {
            yield return all.Current;
        }
    }

    private static AuditQuery Query(ApiQuery read)
    {
        var wrong = new List<string>();
        var query = AuditQuery.Read(read.All.Where(pair => AuditQuery.Names.Contains(pair.Key)), wrong);
        foreach (var name in wrong)
        {
            read.Wrong(name, $"{name} is '{ApiQuery.Shown(read.All[name].ToString())}': expected {s_page.First(one => one.Name == name).Description}");
        }

        read.Check();
        return query;
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A cell that a spreadsheet would take for a formula gets a <c>'</c> before it.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return new StringBuilder(safe.Length + 2).Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
    }

    /// <summary>A page of the audit.</summary>
    /// <param name="Items">The entries, newest first.</param>
    /// <param name="Older">What <c>before</c> is for the next page into the past; null at the end.</param>
    private sealed record AuditPage(IReadOnlyList<AuditModel> Items, long? Older);

    /// <summary>A thing that somebody did or tried.</summary>
    /// <param name="Id">Its number, which only grows.</param>
    /// <param name="At">When, UTC.</param>
    /// <param name="Who">Name of the account or the key.</param>
    /// <param name="Proof">What vouched for them: <c>account key machine shell none</c>.</param>
    /// <param name="From">The address that they asked from.</param>
    /// <param name="Act">What they did.</param>
    /// <param name="Target">On what.</param>
    /// <param name="Outcome"><c>done refused failed</c>.</param>
    /// <param name="Detail">What there is to say about the outcome.</param>
    private sealed record AuditModel(long Id, DateTimeOffset At, string Who, string Proof, string From, string Act, string Target, string Outcome, string Detail)
    {
        public static AuditModel Of(AuditEntry entry) =>
            new(entry.Id, entry.At, entry.Who, NameOf(entry.Proof), entry.From, entry.Act, entry.Target, NameOf(entry.Outcome), entry.Detail);
    }
}
