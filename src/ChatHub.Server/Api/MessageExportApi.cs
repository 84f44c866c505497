using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using Microsoft.AspNetCore.Http.Features;

namespace ChatHub.Server.Api;

/// <summary><c>GET /api/v1/messages/export?format=csv|jsonl|txt</c> with the filters of <see cref="MessageQueryUrl"/>: all that matches, as a file.</summary>
internal static class MessageExportApi
{
    private static readonly string[] s_own = ["format", "ticket"];

    /// <summary>Maps it.</summary>
    public static void MapMessageExport(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/messages/export", ExportAsync);

    private static async Task ExportAsync(HttpContext context, IMessageReader reader, ExportTickets tickets, TimeProvider time)
    {
        var problems = new List<QueryProblem>();
        var query = MessageQueryUrl.Read(context.Request.Query, problems);
        var format = ExportFormats.Make(context.Request.Query["format"]);
        if (format is null)
        {
            problems.Insert(0, new("format", $"format is '{VisibleText.Of(context.Request.Query["format"].ToString())}': expected one of {string.Join(", ", ExportFormats.Names)}."));
        }

        var known = MessageQueryUrl.Names.Concat(s_own);
        problems.AddRange(context.Request.Query.Keys.Where(key => !known.Contains(key)).Select(key =>
            new QueryProblem(key, $"{VisibleText.Of(key)} is no filter: expected some of {string.Join(", ", known)}.")));
        if (problems.Count > 0)
        {
            await RefuseAsync(context, problems);
            return;
        }

        var ticket = tickets.Find(context.Request.Query["ticket"]);
        if (ticket is not null && !ticket.TryBegin())
        {
            await Results.Problem("ticket was used or given up before: expected a new one, or none.", statusCode: StatusCodes.Status410Gone).ExecuteAsync(context);
            return;
        }

        await SendAsync(context, reader, query, format!, ticket, time);
    }

    private static async Task SendAsync(HttpContext context, IMessageReader reader, MessageQuery query, IExportFormat format, ExportTicket? ticket, TimeProvider time)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ticket?.Cancelled ?? CancellationToken.None);
        var end = ExportState.Failed;
        try
        {
            await using var entries = reader.ReadAllAsync(query, cancel.Token).GetAsyncEnumerator(cancel.Token);
            var response = context.Response;
            response.ContentType = format.ContentType;
            response.Headers.CacheControl = "no-store";
            response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"chathub-messages-{time.GetUtcNow():yyyyMMdd-HHmmss}.{format.Name}\"");
            context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await MessageExport.WriteAsync(entries, format, response.BodyWriter, written => ticket?.Report(written), cancel.Token);
            end = ExportState.Done;
        }
        catch (OperationCanceledException)
        {
            end = ExportState.Cancelled;
            context.Abort(); // what has arrived is not all, and must not look like it
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
        finally
        {
            ticket?.End(end);
        }
    }

    private static Task RefuseAsync(HttpContext context, List<QueryProblem> problems) => Results.ValidationProblem(
        problems.GroupBy(problem => problem.Field).ToDictionary(field => field.Key, field => field.Select(problem => problem.Detail).ToArray()),
        string.Join(" ", problems.Select(problem => problem.Detail))).ExecuteAsync(context);
}
