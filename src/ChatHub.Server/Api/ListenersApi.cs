using ChatHub.Server.Operators;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Http.HttpResults;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace ChatHub.Server.Api;

/// <summary><c>/api/v1/listeners</c>: all listeners, and those of operators to add, change and remove.</summary>
internal static class ListenersApi
{
    private static readonly TimeSpan s_longestDrain = TimeSpan.FromDays(1);

    private static readonly ApiParameter[] s_drain = [new("within", "How long its connections may go on, up to 1.00:00:00. Default 00:01:00.")];

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/listeners", List).WithSummary("The listeners");
        api.MapGet("/listeners/{name}", Get).Fails(Status404NotFound).WithSummary("One listener");
        api.MapPut("/listeners/{name}", PutAsync).Fails(Status409Conflict).WithSummary("Add a listener, or give one that was added other settings").RequireAuthorization(nameof(OperatorRole.Administrator));
        api.MapDelete("/listeners/{name}", DeleteAsync).Fails(Status404NotFound, Status409Conflict).WithSummary("Stop and remove a listener that was added").RequireAuthorization(nameof(OperatorRole.Administrator));
        api.MapPost("/listeners/{name}/start", StartAsync).Fails(Status404NotFound).WithSummary("Start listening").RequireAuthorization(nameof(OperatorRole.Administrator));
        api.MapPost("/listeners/{name}/stop", StopAsync).Fails(Status404NotFound).WithSummary("Stop listening, and close its connections").RequireAuthorization(nameof(OperatorRole.Administrator));
        api.MapPost("/listeners/{name}/drain", DrainAsync).Takes(s_drain).Fails(Status404NotFound, Status409Conflict).WithSummary("Stop listening, let its connections finish, and close those that are left").RequireAuthorization(nameof(OperatorRole.Administrator));
    }

    private static Ok<ListenerModel[]> List(HttpRequest request, ListenerManager listeners, OperatorCommands commands)
    {
        new ApiQuery(request).Check();
        return TypedResults.Ok(listeners.List().Select(one => ListenerModel.Of(one, listeners, commands)).ToArray());
    }

    private static Ok<ListenerModel> Get(string name, HttpRequest request, ListenerManager listeners, OperatorCommands commands)
    {
        new ApiQuery(request).Check();
        return TypedResults.Ok(ListenerModel.Of(Find(name, listeners), listeners, commands));
    }

    private static async Task<Results<Ok<ListenerModel>, Created<ListenerModel>>> PutAsync(string name, ListenerOptions options, HttpContext context, ListenerManager listeners, OperatorCommands commands)
    {
        new ApiQuery(context.Request).Check();
        var isNew = listeners.Find(name) is null;
        if (!isNew && !commands.IsKept(name))
        {
            throw FromSettings(name);
        }

        if (!isNew)
        {
            KeepUnseen(options, commands.KeptOptions(name)!);
        }

        var outcome = isNew
            ? await commands.AddListenerAsync(name, options, context.Caller())
            : await commands.ChangeListenerAsync(name, options, context.Caller());
        if (outcome.Listener is not { } listener)
        {
            throw new ApiProblemException([.. outcome.Problems.Select(problem => Problem(name, problem))]);
        }

        var model = ListenerModel.Of(listener, listeners, commands);
        return isNew ? TypedResults.Created($"/api/v1/listeners/{Uri.EscapeDataString(name)}", model) : TypedResults.Ok(model);
    }

    private static async Task<NoContent> DeleteAsync(string name, HttpContext context, ListenerManager listeners, OperatorCommands commands)
    {
        new ApiQuery(context.Request).Check();
        Find(name, listeners);
        if (!commands.IsKept(name))
        {
            throw FromSettings(name);
        }

        await commands.RemoveListenerAsync(name, context.Caller());
        return TypedResults.NoContent();
    }

    private static async Task<Ok<ListenerModel>> StartAsync(string name, HttpContext context, ListenerManager listeners, OperatorCommands commands)
    {
        new ApiQuery(context.Request).Check();
        return TypedResults.Ok(ListenerModel.Of(await commands.StartListenerAsync(name, context.Caller()), listeners, commands));
    }

    private static async Task<Ok<ListenerModel>> StopAsync(string name, HttpContext context, ListenerManager listeners, OperatorCommands commands)
    {
        new ApiQuery(context.Request).Check();
        return TypedResults.Ok(ListenerModel.Of(await commands.StopListenerAsync(name, context.Caller()), listeners, commands));
    }

    private static async Task<Ok<ListenerModel>> DrainAsync(string name, HttpContext context, ListenerManager listeners, OperatorCommands commands)
    {
        var query = new ApiQuery(context.Request, s_drain);
        var within = query.Duration("within", s_longestDrain) ?? OperatorCommands.DrainWithin;
        query.Check();
        if (Find(name, listeners) is { State: ListenerState.Stopped or ListenerState.Faulted } still)
        {
            throw new InvalidOperationException($"The listener '{still.Name}' is {ExportNames.Of(still.State)}: expected one that listens or drains.");
        }

        return TypedResults.Ok(ListenerModel.Of(await commands.DrainListenerAsync(name, within, context.Caller()), listeners, commands));
    }

    /// <summary>What an answer does not show (passwords, certificates, who may come) stays unless it is given: what was read, changed and put back must not open a listener to all.</summary>
    private static void KeepUnseen(ListenerOptions options, ListenerOptions before)
    {
        options.AllowFrom = string.IsNullOrEmpty(options.AllowFrom) ? before.AllowFrom : options.AllowFrom;
        options.ProxyFrom = string.IsNullOrEmpty(options.ProxyFrom) ? before.ProxyFrom : options.ProxyFrom;
        options.Password = string.IsNullOrEmpty(options.Password) ? before.Password : options.Password;
        options.Tls = string.IsNullOrEmpty(options.Tls?.CertificateFile) ? before.Tls : options.Tls;
        options.ConnectionsPerAddress ??= before.ConnectionsPerAddress;
        options.ConnectsPerAddress ??= before.ConnectsPerAddress;
        options.FloodControl ??= before.FloodControl;
        options.FloodMessagesPerSecond ??= before.FloodMessagesPerSecond;
        options.FloodBurst ??= before.FloodBurst;
        options.FloodBytesPerSecond ??= before.FloodBytesPerSecond;
        options.FloodPatience ??= before.FloodPatience;
    }

    private static ListenerSnapshot Find(string name, ListenerManager listeners) =>
        listeners.List().FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new KeyNotFoundException($"There is no listener '{ApiQuery.Shown(name)}'; there are: {string.Join(", ", listeners.List().Select(one => one.Name))}.");

    private static InvalidOperationException FromSettings(string name) =>
        new($"The listener '{ApiQuery.Shown(name)}' comes from the settings file: change it there. It can be started, stopped and drained here.");

    /// <summary>A line of the settings' checks, <c>ChatHub:Listeners:name:Key is 'value': expected …</c>, under the name that the field has here.</summary>
    private static QueryProblem Problem(string name, string line)
    {
        var start = $"ChatHub:Listeners:{name}:";
        var rest = line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : line;
        var detail = $"{char.ToLowerInvariant(rest[0])}{rest[1..]}.";
        return new(detail.Split(' ', ':')[0], detail);
    }

    /// <summary>A listener.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="State"><c>stopped starting listening draining faulted</c>.</param>
    /// <param name="Fault">Why it cannot listen.</param>
    /// <param name="Connections">Its open connections.</param>
    /// <param name="Endpoint">Where it is to listen.</param>
    /// <param name="BoundEndpoint">Where it listens, with the real port.</param>
    /// <param name="DrainsUntil">When a drain ends at the latest, UTC.</param>
    /// <param name="FromSettings">True where the settings file has it: then it cannot be changed or removed here.</param>
    /// <param name="Settings">Its settings, with the defaults of its protocol.</param>
    private sealed record ListenerModel(
        string Name, string State, string? Fault, int Connections, string Endpoint, string? BoundEndpoint, DateTimeOffset? DrainsUntil, bool FromSettings, SettingsModel? Settings)
    {
        public static ListenerModel Of(ListenerSnapshot one, ListenerManager listeners, OperatorCommands commands) => new(
            one.Name, ExportNames.Of(one.State), one.Fault, one.Connections, one.Endpoint, one.BoundEndpoint, one.DrainsUntil, !commands.IsKept(one.Name),
            listeners.Find(one.Name) is { } settings ? SettingsModel.Of(settings) : null);
    }

    /// <summary>The settings of a listener, as the settings file names them.</summary>
    private sealed record SettingsModel(
        string Endpoint, ListenerProtocol Protocol, bool Enabled, string? Room, string Encoding, bool Echo, Attribution Attribution, string? Greeting, string OperatorPrefix,
        string Farewell, OutputLineEnding LineEnding, TimeSpan FlushAfter, int MaxMessageBytes, SlowConsumerPolicy SlowConsumer, bool SayWhy, TimeSpan IdleTimeout)
    {
        public static SettingsModel Of(ListenerSettings of) => new(
            of.EndpointText, of.Protocol, of.Enabled, of.Room, of.EncodingName, of.Echo, of.Attribution, of.Greeting, of.OperatorPrefix, of.Farewell, of.LineEnding,
            Finite(of.FlushAfter), of.MaxMessageBytes, of.SlowConsumer, of.SayWhy, Finite(of.IdleTimeout));

        private static TimeSpan Finite(TimeSpan time) => time < TimeSpan.Zero ? TimeSpan.Zero : time;
    }
}
