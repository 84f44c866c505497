using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace ChatHub.Server.Api;

/// <summary><c>/api/v1/connections</c>: open and recently closed connections, and what operators do to them.</summary>
internal static class ConnectionsApi
{
    private const int MostItems = 1_000;
    private const int MostIds = 100_000;

    private static readonly ApiParameter[] s_list =
    [
        new("state", "open or closed; the last 10,000 closed are remembered. Default open."),
        new("q", "Words, and conditions on fields as on the page of connections: listener:relay idle>5m backlog>1MB. At most 256 characters."),
        new("listener", "Name of a listener."),
        new("room", "Name of a room."),
        new("lagging", "true: only those for which bytes wait.", JsonSchemaType.Boolean),
        new("sort", "A field to sort by, with - before it for the largest first. Default -connectedAt."),
        new("limit", "Most items, 1 to 1000. Default 100.", JsonSchemaType.Integer),
        new("cursor", "The value of next from the page before."),
    ];

    private static readonly ApiParameter[] s_kick =
    [
        new("reason", "What the client is told. At most 200 characters."),
        new("banFor", "Ban its address for so long in the same step, like 00:10:00."),
        new("evenSpared", "true: ban it even where it is this machine itself or exempt.", JsonSchemaType.Boolean),
    ];

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/connections", List).Takes(s_list).WithSummary("Open or recently closed connections, page by page");
        api.MapGet("/connections/{id:long}", Get).Fails(Status404NotFound).WithSummary("One connection, open or recently closed");
        api.MapPatch("/connections/{id:long}", Change).Fails(Status404NotFound, Status409Conflict).WithSummary("Name, alias, notes, mute");
        api.MapDelete("/connections/{id:long}", Kick).Takes(s_kick).Fails(Status404NotFound, Status409Conflict).WithSummary("Disconnect one connection");
        api.MapPost("/connections/disconnect", Disconnect).Fails(Status409Conflict).WithSummary("Disconnect many, so many a second");
    }

    private static Ok<ConnectionPage> List(HttpRequest request, ConnectionRegistry connections, ClientNoteBook notes, TimeProvider time)
    {
        var query = new ApiQuery(request, s_list);
        var search = new ConnectionSearch(query.OneOf("state", "open", "open", "closed"), query.Text("q"), query.Text("listener"), query.Text("room"), query.Flag("lagging"));
        var limit = (int)(query.Number("limit", 1, MostItems) ?? 100);
        var cursor = query.Text("cursor", 2_000);
        query.Check();
        var sort = ConnectionSort.Parse(query.Text("sort") ?? ConnectionSort.Default);
        var found = search.Find(connections, notes, time);
        var (rows, next) = sort.Page(found, cursor, limit);
        return TypedResults.Ok(new ConnectionPage([.. rows.Select(row => ConnectionModel.Of(row, notes))], next, found.Count));
    }

    private static Ok<ConnectionModel> Get(long id, HttpRequest request, ConnectionRegistry connections, ClientNoteBook notes)
    {
        new ApiQuery(request).Check();
        return TypedResults.Ok(Read(id, connections, notes));
    }

    /// <summary>All of it or nothing: a note is kept when the disk has taken it and the rest is done.</summary>
    private static Ok<ConnectionModel> Change(
        long id, ConnectionChange change, HttpContext context, OperatorCommands commands, ConnectionRegistry connections, ClientNoteBook notes)
    {
        new ApiQuery(context.Request).Check();
        var row = connections.Find(id) ?? throw Unknown(id);
        var by = context.Caller();
        CheckChange(change, row, connections);
        if (change.Alias is not null || change.Notes is not null)
        {
            commands.Note(ClientNoteKind.Address, ClientAddress.Of(row.Remote).ToString(), change.Alias, change.Notes, by, RenameAndMute);
        }
        else
        {
            RenameAndMute();
        }

        return TypedResults.Ok(Read(id, connections, notes));

        void RenameAndMute()
        {
            string? refusal = null;
            if (change.Name is { } name && (!commands.Rename(id, name, by, out refusal) || refusal is not null))
            {
                throw refusal is null ? Closed(id) : WrongName(name, refusal); // it went meanwhile, or somebody was quicker
            }

            if (change.MuteFor is { } mute && commands.Mute([id], mute, by) == 0)
            {
                throw Closed(id);
            }
        }
    }

    private static void CheckChange(ConnectionChange change, ConnectionSnapshot row, ConnectionRegistry connections)
    {
        if ((change.Name is not null || change.MuteFor is not null) && row.State == ConnectionState.Closed)
        {
            throw Closed(row.Id);
        }

        if (change.MuteFor is { } length && (length < TimeSpan.Zero || length > OperatorCommands.LongestMute))
        {
            throw new ApiProblemException("muteFor", $"muteFor is '{length:c}': expected a duration from 00:00:00, which ends it, to {OperatorCommands.LongestMute:c}.");
        }

        ApiBody.Bound("alias", change.Alias, ClientNote.MostAliasCharacters);
        ApiBody.Bound("notes", change.Notes, ClientNote.MostNotesCharacters);
        if (change.Name is { } name && connections.WhyNotNamed(row.Id, name.Trim()) is { } refusal)
        {
            throw WrongName(name, refusal);
        }
    }

    private static InvalidOperationException Closed(long id) => new($"Connection {id} is closed: its name and mute cannot be changed.");

    private static ApiProblemException WrongName(string name, string refusal) => new("name", $"name is '{ApiQuery.Shown(name)}': {refusal}");

    private static NoContent Kick(long id, HttpContext context, OperatorCommands commands, ConnectionRegistry connections)
    {
        var query = new ApiQuery(context.Request, s_kick);
        var reason = query.Text("reason", OperatorCommands.MostReasonCharacters);
        var (banFor, evenSpared) = (query.Duration("banFor", OperatorCommands.LongestBan), query.Flag("evenSpared"));
        if (banFor == TimeSpan.Zero)
        {
            query.Wrong("banFor", "banFor is '00:00:00': expected a longer time.");
        }

        query.Check();
        if (banFor is { } length && connections.Find(id) is not null)
        {
            BansApi.Checked(commands.KickAndBan(id, length, reason, context.Caller(), evenSpared) ?? throw Unknown(id));
            return TypedResults.NoContent();
        }

        if (!commands.Disconnect(id, context.Caller(), reason))
        {
            throw connections.Find(id) is null ? Unknown(id) : new InvalidOperationException($"Connection {id} is closed already.");
        }

        return TypedResults.NoContent();
    }

    private static Accepted<DisconnectAnswer> Disconnect(
        DisconnectRequest asked, HttpContext context, OperatorCommands commands, ConnectionRegistry connections, ClientNoteBook notes, TimeProvider time)
    {
        new ApiQuery(context.Request).Check();
        if (asked.Ids is null == asked.Where is null)
        {
            throw new ApiProblemException("ids", "ids and where: expected one of them.");
        }

        if (asked.Ids?.Count > MostIds)
        {
            throw new ApiProblemException("ids", $"ids has {asked.Ids.Count} numbers: expected at most {MostIds}.");
        }

        var perSecond = asked.PerSecond ?? 100;
        if (perSecond is < 1 or > OperatorCommands.MostPerSecond)
        {
            throw new ApiProblemException("perSecond", $"perSecond is {perSecond}: expected 1 to {OperatorCommands.MostPerSecond}.");
        }

        if (asked.Where is { State: not (null or "open") })
        {
            throw new ApiProblemException("where.state", $"where.state is '{ApiQuery.Shown(asked.Where.State)}': expected open; the closed are closed.");
        }

        ApiBody.Bound("reason", asked.Reason, OperatorCommands.MostReasonCharacters);
        long[] ids = asked.Ids is { } given
            ? [.. given.Distinct().Where(connections.IsOpen)]
            : [.. asked.Where!.Find(connections, notes, time).Select(row => row.Id).Order()];
        var job = ids.Length == 0 ? null : commands.DisconnectAll(ids, perSecond, context.Caller(), asked.Reason);
        return TypedResults.Accepted((string?)null, new DisconnectAnswer(ids.Length, job));
    }

    private static ConnectionModel Read(long id, ConnectionRegistry connections, ClientNoteBook notes) =>
        ConnectionModel.Of(connections.Find(id) ?? throw Unknown(id), notes, connections.LinkOf(id));

    private static KeyNotFoundException Unknown(long id) => new($"There is no connection {id}, open or recently closed.");

    /// <summary>A page of connections.</summary>
    /// <param name="Items">The connections.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    /// <param name="Total">How many match, on all pages.</param>
    private sealed record ConnectionPage(IReadOnlyList<ConnectionModel> Items, string? Next, int Total);

    /// <summary>What to change of a connection; null leaves it.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Alias">The lasting name that operators give its address; empty for none.</param>
    /// <param name="Notes">What operators note of its address; empty for nothing.</param>
    /// <param name="MuteFor">For how long what it says is refused; 00:00:00 ends it.</param>
    private sealed record ConnectionChange(string? Name = null, string? Alias = null, string? Notes = null, TimeSpan? MuteFor = null);

    /// <summary>Which connections to disconnect, and how.</summary>
    /// <param name="Ids">Their numbers; or:</param>
    /// <param name="Where">the open ones that match.</param>
    /// <param name="Reason">What the clients are told.</param>
    /// <param name="PerSecond">How many a second, 1 to 1,000. Default 100.</param>
    private sealed record DisconnectRequest(IReadOnlyList<long>? Ids = null, ConnectionSearch? Where = null, string? Reason = null, int? PerSecond = null);

    /// <summary>What was begun.</summary>
    /// <param name="Matched">Open connections that are meant.</param>
    /// <param name="Job">The job that disconnects them; null where none is meant.</param>
    private sealed record DisconnectAnswer(int Matched, JobSnapshot? Job);
}
