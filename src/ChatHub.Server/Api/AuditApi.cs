using System.Globalization;
using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;

namespace ChatHub.Server.Api;

/// <summary><c>GET /api/v1/audit</c> as JSON, a page at a time, and <c>GET /api/v1/audit/export</c>: all that matches as CSV. The filters are those of <see cref="AuditQuery"/>.</summary>
internal static class AuditApi
{
    private const int PageLength = 100;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/audit").RequireAuthorization(nameof(OperatorRole.Administrator));
        group.MapGet("", ListAsync).WithSummary("What operators did and tried, newest first, page by page");
        group.MapGet("/export", ExportAsync).WithSummary("All of it that matches, as CSV");
    }

    private static async Task<IResult> ListAsync(HttpContext context, AuditReader reader)
    {
        if (!TryRead(context, out var query, out var refusal))
        {
            return refusal;
        }

        var entries = await reader.ReadAsync(query, PageLength, context.RequestAborted);
        return Results.Json(new
        {
            items = entries.Select(entry => new
            {
                entry.Id, entry.At, entry.Who, proof = NameOf(entry.Proof), entry.From, entry.Act, entry.Target, outcome = NameOf(entry.Outcome), entry.Detail,
            }),
            older = entries.Count == PageLength ? entries[^1].Id : (long?)null,
        });
    }

    private static async Task ExportAsync(HttpContext context, AuditReader reader, TimeProvider time)
    {
        if (!TryRead(context, out var query, out var refusal))
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"chathub-audit-{time.GetUtcNow():yyyyMMdd-HHmmss}.csv\"");
        await context.Response.WriteAsync("\uFEFFid,at,who,proof,from,act,target,outcome,detail\r\n", context.RequestAborted);
        await foreach (var entry in reader.ReadAllAsync(query, context.RequestAborted))
        {
            string[] cells = [entry.Who, NameOf(entry.Proof), entry.From, entry.Act, entry.Target, NameOf(entry.Outcome), entry.Detail];
            await context.Response.WriteAsync(
                string.Create(CultureInfo.InvariantCulture, $"{entry.Id},{entry.At:yyyy-MM-ddTHH:mm:ss.fffZ},{string.Join(',', cells.Select(Cell))}\r\n"), context.RequestAborted);
        }
    }

    private static bool TryRead(HttpContext context, out AuditQuery query, out IResult refusal)
    {
        var wrong = new List<string>();
        query = AuditQuery.Read(context.Request.Query, wrong);
        refusal = Results.Problem($"{VisibleText.Of(string.Join(", ", wrong))} cannot be understood: expected some of {string.Join(", ", AuditQuery.Names)}.", statusCode: StatusCodes.Status400BadRequest);
        return wrong.Count == 0;
    }

    private static string NameOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A cell that a spreadsheet would take for a formula gets a <c>'</c> before it.</summary>
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return new StringBuilder(safe.Length + 2).Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"').ToString();
    }
}
