using System.Globalization;
using System.Text.Json;
using ChatHub.Chat;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace ChatHub.Server.Api;

/// <summary>
/// <c>GET /api/v1/messages/stream</c> and <c>GET /api/v1/events/stream</c>: what is said, and what happens, as server-sent events that go on after <c>Last-Event-ID</c>
/// (HTML Living Standard, section 9.2).
/// </summary>
internal static class MessageStreamApi
{
    private static readonly ApiParameter[] s_places =
    [
        new("after", "Begin after this number, instead of with what comes from now on.", JsonSchemaType.Integer),
        new("Last-Event-ID", "The number of the last entry that came: the stream goes on after it.", JsonSchemaType.Integer, IsHeader: true),
    ];

    private static readonly ApiParameter[] s_messages = [.. ApiParameter.MessageFilters, .. s_places];
    private static readonly ApiParameter[] s_events = [.. ApiParameter.MessageFilters.Where(one => one.Name is "listener" or "connection"), .. s_places];
    private static readonly MessageKind[] s_system = [MessageKind.System];

    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/messages/stream", MessagesAsync).Takes(s_messages).Produces(StatusCodes.Status200OK, contentType: "text/event-stream").WithSummary("What is said, as it is said");
        api.MapGet("/events/stream", EventsAsync).Takes(s_events).Produces(StatusCodes.Status200OK, contentType: "text/event-stream").WithSummary("What happens to connections and listeners, as it happens");
    }

    private static Task<IResult> MessagesAsync(HttpContext context, MessageStream stream, StreamPlaces places, IOptions<JsonOptions> json)
    {
        var query = new ApiQuery(context.Request, s_messages);
        var wanted = MessageQueryUrl.Read(query.All, query.Problems);
        return AnswerAsync(context, query, wanted, stream, places, json.Value.SerializerOptions, static _ => null);
    }

    private static Task<IResult> EventsAsync(HttpContext context, MessageStream stream, StreamPlaces places, IOptions<JsonOptions> json)
    {
        var query = new ApiQuery(context.Request, s_events);
        var wanted = MessageQueryUrl.Read(query.All, query.Problems) with { Kinds = s_system };
        return AnswerAsync(context, query, wanted, stream, places, json.Value.SerializerOptions, static entry => entry.Event is { } what ? ExportNames.Of(what) : null);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, ApiQuery query, MessageQuery wanted, MessageStream stream, StreamPlaces places, JsonSerializerOptions json, Func<ChatMessage, string?> nameOf)
    {
        var after = query.Number("after", 0, long.MaxValue);
        if (context.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } last)
        {
            if (long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            {
                after = id; // what the client has now counts more than where it began
            }
            else
            {
                query.Wrong("Last-Event-ID", $"Last-Event-ID is '{ApiQuery.Shown(last)}': expected the number of an entry, as an event's id has it.");
            }
        }

        query.Check();
        await stream.CheckAsync(after, context.RequestAborted);
        var who = context.User.Identity?.Name ?? context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (places.TryTake(who) is not { } place)
        {
            context.Response.Headers.RetryAfter = "10";
            return Results.Problem($"Too many streams are open: at most {StreamPlaces.MostOfOne} of one client and {StreamPlaces.Most} in all.", statusCode: StatusCodes.Status429TooManyRequests);
        }

        context.Response.RegisterForDispose(place);
        var (services, time) = (context.RequestServices, context.RequestServices.GetRequiredService<TimeProvider>());
        var right = StreamRight.Of(context, OperatorRole.Viewer);
        context.Response.RegisterForDispose(right);
        var over = CancellationTokenSource.CreateLinkedTokenSource(services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping, right.Gone);
        context.Response.RegisterForDispose(over);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, over.Token);
        context.Response.RegisterForDispose(stop);
        context.Response.Headers["X-Accel-Buffering"] = "no"; // a proxy that gathers would hold events back
        return TypedResults.ServerSentEvents(Until(over, stream.FollowAsync(wanted, after, json, nameOf, stop.Token)));
    }

    /// <summary>When the server stops, the caller may see no more, or the log cannot be read, a stream ends in order; the client connects again and goes on, or is told why not.</summary>
    private static async IAsyncEnumerable<T> Until<T>(CancellationTokenSource over, IAsyncEnumerable<T> items)
    {
        await using var all = items.GetAsyncEnumerator(CancellationToken.None);
        while (true)
        {
            try
            {
                if (!await all.MoveNextAsync())
                {
                    yield break;
                }
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                yield break;
            }
            catch (Exception failure) when (failure is MessageLogUnavailableException or MessageQueryException)
            {
                yield break; // it comes again and is told why there is nothing
            }

            yield return all.Current;
        }
    }
}
