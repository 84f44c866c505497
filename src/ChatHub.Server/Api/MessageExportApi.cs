using System.Globalization;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using Microsoft.AspNetCore.Http.Features;

namespace ChatHub.Server.Api;

/// <summary><c>GET /api/v1/messages/export?format=csv|jsonl|txt</c> with the filters of <see cref="MessageQueryUrl"/>: all that matches, as a file.</summary>
internal static class MessageExportApi
{
    private static readonly ApiParameter[] s_parameters =
    [
        new("format", "csv, jsonl or txt."),
        .. ApiParameter.MessageFilters,
        new("ticket", "For the dashboard, which watches its own exports."),
    ];

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/messages/export", ExportAsync).Takes(s_parameters).Fails(StatusCodes.Status410Gone)
        .Produces(StatusCodes.Status200OK, contentType: "text/csv", additionalContentTypes: ["application/jsonl", "text/plain"])
        .WithSummary("All of the message log that matches, oldest first, as a file");

    private static async Task ExportAsync(HttpContext context, IMessageReader reader, ExportTickets tickets, IAuditTrail audit, TimeProvider time)
    {
        var read = new ApiQuery(context.Request, s_parameters);
        var format = ExportFormats.Make(read.Text("format"));
        if (format is null)
        {
            read.Wrong("format", $"format is '{ApiQuery.Shown(context.Request.Query["format"].ToString())}': expected one of {string.Join(", ", ExportFormats.Names)}.");
        }

        var query = MessageQueryUrl.Read(read.All, read.Problems);
        read.Check();
        var ticket = tickets.Find(context.Request.Query["ticket"]);
        if (ticket is not null && !ticket.TryBegin())
        {
            await Results.Problem("ticket was used or given up before: expected a new one, or none.", statusCode: StatusCodes.Status410Gone).ExecuteAsync(context);
            return;
        }

        var (end, written) = (ExportState.Failed, 0L);
        using var right = StreamRight.Of(context, OperatorRole.Viewer);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(right.Gone, ticket?.Cancelled ?? CancellationToken.None);
        try
        {
            end = await SendAsync(context, reader, query, format!, so =>
            {
                written = so;
                ticket?.Report(so);
            }, time, both.Token);
        }
        finally
        {
            ticket?.End(end);
            audit.Write(
                context.Caller(), AuditActs.Export, AboutOf(query), end == ExportState.Done ? AuditOutcome.Done : AuditOutcome.Failed,
                string.Create(CultureInfo.InvariantCulture, $"{written} entries as {format!.Name}{(end == ExportState.Done ? "" : ", then cut off")}"));
        }
    }

    /// <summary>What an export is of, without the words that were looked for.</summary>
    private static string AboutOf(MessageQuery query) => $"messages {MessageQueryUrl.Write(query with { Text = null })}{(query.Text is null ? "" : " with words looked for")}".TrimEnd();

    private static async Task<ExportState> SendAsync(
        HttpContext context, IMessageReader reader, MessageQuery query, IExportFormat format, Action<long> written, TimeProvider time, CancellationToken givenUp)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, givenUp);
        try
        {
            await using var entries = reader.ReadAllAsync(query, cancel.Token).GetAsyncEnumerator(cancel.Token);
            var response = context.Response;
            response.ContentType = format.ContentType;
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"chathub-messages-{time.GetUtcNow():yyyyMMdd-HHmmss}.{format.Name}\"");
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await MessageExport.WriteAsync(entries, format, response.BodyWriter, written, cancel.Token);
            return ExportState.Done;
        }
        catch (OperationCanceledException)
        {
            context.Abort(); // what has arrived is not all, and must not look like it
            return ExportState.Cancelled;
        }
        catch (Exception failure) when (failure is MessageLogUnavailableException or MessageQueryException && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await Results.Problem(failure.Message, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(context);
        }
        catch (Exception failure) when (failure is MessageLogUnavailableException or MessageQueryException)
        {
            context.Abort();
        }

        return ExportState.Failed;
    }
}
