using ChatHub.Server.Operators;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatHub.Server.Api;

/// <summary><c>/api/v1/bans</c>: addresses that may not connect.</summary>
internal static class BansApi
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/bans", List).WithSummary("The bans that hold, the newest first");
        api.MapPost("/bans", Add).Fails(StatusCodes.Status409Conflict).WithSummary("Ban an address or a range, and end the connections that are open from it");
        api.MapDelete("/bans/{**id}", Remove).Fails(StatusCodes.Status404NotFound).WithSummary("Take a ban back");
    }

    /// <summary>A ban that was asked for in a request; what is refused is a problem.</summary>
    /// <exception cref="ApiProblemException">The address is none.</exception>
    /// <exception cref="InvalidOperationException">It hits what is to be spared, or there are too many.</exception>
    public static BanOutcome Checked(BanOutcome outcome) => outcome switch
    {
        { Refusal: null } => outcome,
        { IsSpared: true } => throw new InvalidOperationException($"{outcome.Refusal}: ban it all the same with evenSpared."),
        _ => throw new ApiProblemException("address", $"address: {outcome.Refusal}."),
    };

    private static Ok<BanModel[]> List(HttpRequest request, ListenerManager listeners)
    {
        new ApiQuery(request).Check();
        return TypedResults.Ok(listeners.Access.Bans().Select(BanModel.Of).ToArray());
    }

    private static Created<BanModel> Add(BanRequest asked, HttpContext context, OperatorCommands commands)
    {
        new ApiQuery(context.Request).Check();
        if (asked.For is { } length && (length <= TimeSpan.Zero || length > OperatorCommands.LongestBan))
        {
            throw new ApiProblemException("for", $"for is '{length:c}': expected more than 00:00:00 and at most {OperatorCommands.LongestBan:c}, or nothing for good.");
        }

        ApiBody.Bound("reason", asked.Reason, OperatorCommands.MostReasonCharacters);
        var outcome = Checked(commands.Ban(asked.Address ?? "", asked.For, asked.Reason, context.Caller(), asked.EvenSpared));
        var model = BanModel.Of(new BanSnapshot(outcome.Ban!, outcome.Ended, null));
        return TypedResults.Created($"/api/v1/bans/{model.Id}", model);
    }

    private static NoContent Remove(string id, HttpContext context, OperatorCommands commands)
    {
        new ApiQuery(context.Request).Check();
        id = id.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase); // the one escape that stays in a route's values
        return AddressRange.TryParse(id, out var range) && commands.Unban(range, context.Caller()) is not null
            ? TypedResults.NoContent()
            : throw new KeyNotFoundException($"There is no ban '{ApiQuery.Shown(id)}': expected the id of one, which is its address.");
    }

    /// <summary>What to ban.</summary>
    /// <param name="Address">An address or a range: <c>192.0.2.7</c>, <c>192.0.2.0/24</c>, <c>2001:db8::/32</c>.</param>
    /// <param name="For">For how long; nothing for good.</param>
    /// <param name="Reason">What those are told who are turned away. At most 200 characters.</param>
    /// <param name="EvenSpared">true: also this machine itself and exempt addresses.</param>
    private sealed record BanRequest(string? Address, TimeSpan? For = null, string? Reason = null, bool EvenSpared = false);

    /// <summary>A ban.</summary>
    /// <param name="Id">The address or range.</param>
    /// <param name="Address">The same.</param>
    /// <param name="Until">Until when, UTC; nothing for good.</param>
    /// <param name="Reason">What those are told who are turned away.</param>
    /// <param name="By">Who made it; <c>server</c> where the flood limits did.</param>
    /// <param name="MadeAt">When, UTC.</param>
    /// <param name="Hits">Connections that it turned away or ended since the start.</param>
    /// <param name="LastHitAt">When it last did, UTC.</param>
    private sealed record BanModel(string Id, string Address, DateTimeOffset? Until, string Reason, string By, DateTimeOffset MadeAt, long Hits, DateTimeOffset? LastHitAt)
    {
        public static BanModel Of(BanSnapshot one) =>
            new($"{one.Ban.Range}", $"{one.Ban.Range}", one.Ban.Until, one.Ban.Reason, one.Ban.By, one.Ban.MadeAt, one.Hits, one.LastHitAt);
    }
}
