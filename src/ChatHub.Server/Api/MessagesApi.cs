using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace ChatHub.Server.Api;

/// <summary><c>GET /api/v1/messages</c>: the message log, page by page and one by one.</summary>
internal static class MessagesApi
{
    private const int MostItems = 1_000;

    private static readonly ApiParameter[] s_parameters =
    [
        .. ApiParameter.MessageFilters,
        new("before", "Only entries before this number: the value of older from the page before.", JsonSchemaType.Integer),
        new("after", "Only entries after this number, those next to it: the value of newer from the page before.", JsonSchemaType.Integer),
        new("limit", "Most items, 1 to 1000. Default 100.", JsonSchemaType.Integer),
    ];

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/messages", ListAsync).Takes(s_parameters).WithSummary("The message log, newest first, page by page");
        api.MapGet("/messages/{id:long}", GetAsync).Fails(StatusCodes.Status404NotFound).WithSummary("One entry of the message log, with its exact bytes");
    }

    private static async Task<Ok<MessagePage>> ListAsync(HttpRequest request, IMessageReader reader, CancellationToken cancellation)
    {
        var query = new ApiQuery(request, s_parameters);
        var wanted = MessageQueryUrl.Read(query.All, query.Problems);
        var (after, before) = (query.Number("after", 0, long.MaxValue), query.Number("before", 1, long.MaxValue));
        var limit = (int)(query.Number("limit", 1, MostItems) ?? 100);
        if (after is not null && before is not null)
        {
            query.Wrong("after", "after and before: expected one of them.");
        }

        query.Check();
        var way = after is null ? PageDirection.Older : PageDirection.Newer;
        var page = await reader.ReadAsync(wanted, after ?? before ?? long.MaxValue, way, limit, cancellation);
        var items = page.Messages.Reverse().Select(MessageModel.Of).ToArray();
        var older = way == PageDirection.Newer || page.HasMore ? items.LastOrDefault()?.Id : null;
        var newer = items.FirstOrDefault()?.Id ?? (after is { } from && page.HasMore ? page.CoveredTo(from, from) : after); // nothing yet, and more to look at
        return TypedResults.Ok(new MessagePage(items, older, newer, page.IndexTrails > 0 ? page.IndexTrails : null));
    }

    private static async Task<Ok<MessageModel>> GetAsync(long id, HttpRequest request, IMessageReader reader, MessageHub hub, Func<MessageLogStatus> log, CancellationToken cancellation)
    {
        new ApiQuery(request).Check();
        var message = NotWrittenYet(id, hub, log()) ?? await reader.FindAsync(id, cancellation) ?? throw new KeyNotFoundException($"There is no entry {id} in the message log (any more).");
        return TypedResults.Ok(MessageModel.Whole(message));
    }

    /// <summary>An entry that the log will have in a moment, or when it can write again: who was told its number may ask for it at once.</summary>
    private static ChatMessage? NotWrittenYet(long id, MessageHub hub, MessageLogStatus log) =>
        log.State != MessageLogState.Off && id > log.LastId && hub.History.Read(id, 1) is [var message] && message.Id == id ? message : null;

    /// <summary>A page of the log.</summary>
    /// <param name="Items">The entries, newest first.</param>
    /// <param name="Older">What <c>before</c> is for the next page into the past; null at the end.</param>
    /// <param name="Newer">What <c>after</c> is for what came since; null where there is nothing yet.</param>
    /// <param name="Trails">Entries that the text index does not have yet, in a search for text: it may miss the newest.</param>
    private sealed record MessagePage(IReadOnlyList<MessageModel> Items, long? Older, long? Newer, long? Trails);
}
