using ChatHub.Chat;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Sending;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatHub.Server.Api;

/// <summary><c>POST /api/v1/messages</c>: speaks from the server.</summary>
internal static class SendApi
{
    private const int MostConnections = 100_000;

    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/messages", SendAsync).WithSummary("Send a text or bytes to everyone, a room, a listener or some connections");

    private static async Task<Ok<Answer>> SendAsync(Message message, HttpContext context, OperatorCommands commands, ListenerManager listeners)
    {
        new ApiQuery(context.Request).Check();
        var content = ContentOf(message);
        var target = TargetOf(message.To ?? throw new ApiProblemException("to", "to is missing: expected {\"everyone\": true}, {\"room\": name}, {\"listener\": name} or {\"connections\": [numbers]}."));
        CheckListener(target, listeners);
        try
        {
            var outcome = await commands.SendAsync(content, target, TimeZoneInfo.Utc, 1, context.Caller());
            return TypedResults.Ok(new Answer(outcome.MessageId, outcome.Recipients, outcome.Queued, outcome.Skipped));
        }
        catch (SendRefusedException refused)
        {
            throw Problem(refused.Problem.Kind, message);
        }
    }

    private static SendContent ContentOf(Message message)
    {
        if (message.Text is null == message.Base64 is null)
        {
            throw new ApiProblemException("text", "text and base64: expected one of them.");
        }

        var ending = message.Ending ?? SendEnding.Own;
        if (message.Base64 is not { } base64)
        {
            return new SendContent(message.Text!, Ending: ending);
        }

        try
        {
            return new SendContent(Convert.ToHexString(Convert.FromBase64String(base64)), IsHex: true, Ending: ending);
        }
        catch (FormatException)
        {
            throw new ApiProblemException("base64", $"base64 is '{ApiQuery.Shown(base64)}': expected bytes in base64 (RFC 4648, section 4).");
        }
    }

    private static SendTarget TargetOf(Receivers to)
    {
        SendTarget?[] given =
        [
            to.Everyone == true ? new SendTarget.Everyone() : null,
            to.Room is { } room ? new SendTarget.ToRoom(room) : null,
            to.Listener is { } listener ? new SendTarget.ToListener(listener) : null,
            to.Connections is { } ids ? new SendTarget.ToSessions(ids) : null,
        ];
        if (to.Connections?.Count > MostConnections)
        {
            throw new ApiProblemException("to.connections", $"to.connections has {to.Connections.Count} numbers: expected at most {MostConnections}.");
        }

        foreach (var (field, name) in new[] { ("to.room", to.Room), ("to.listener", to.Listener) })
        {
            if (name?.Length > OperatorCommands.MostTargetCharacters)
            {
                throw new ApiProblemException(field, $"{field} has {name.Length} characters: expected at most {OperatorCommands.MostTargetCharacters}.");
            }
        }

        return given.OfType<SendTarget>().ToArray() is [var one]
            ? one
            : throw new ApiProblemException("to", "to: expected one of everyone (true), room, listener and connections.");
    }

    /// <summary>A room may come to be with whoever joins it; a name that no listener has is a slip.</summary>
    private static void CheckListener(SendTarget target, ListenerManager listeners)
    {
        if (target is SendTarget.ToListener { Name: { Length: > 0 } name } && listeners.Find(name) is null)
        {
            throw new ApiProblemException("to.listener", $"to.listener is '{ApiQuery.Shown(name)}': expected one of {string.Join(", ", listeners.List().Select(one => one.Name))}.");
        }
    }

    private static ApiProblemException Problem(SendProblemKind kind, Message message)
    {
        var field = message.Text is null ? "base64" : "text";
        return kind switch
        {
            SendProblemKind.Nothing => new(field, $"{field} is empty: expected something to send."),
            SendProblemKind.TooLong => new(field, $"{field} is too long: expected at most {OperatorCommands.MaxTextBytes} bytes."),
            SendProblemKind.Nobody => new("to", "to names nobody: expected a name or numbers."),
            _ => new(field, $"{field} cannot be sent: {kind}."),
        };
    }

    /// <summary>What to send to whom.</summary>
    /// <param name="To">For whom.</param>
    /// <param name="Text">The text, at most 64 KB of UTF-8; it goes out as an operator's, in each receiver's encoding. Or:</param>
    /// <param name="Base64">exact bytes.</param>
    /// <param name="Ending">What follows it: own (as each receiver has it; bytes have none), none, lf, crLf. Default own.</param>
    private sealed record Message(Receivers? To, string? Text = null, string? Base64 = null, SendEnding? Ending = null);

    /// <summary>For whom: one of these.</summary>
    /// <param name="Everyone">true: all.</param>
    /// <param name="Room">Name of a room, at most 64 characters.</param>
    /// <param name="Listener">Name of a listener, at most 64 characters.</param>
    /// <param name="Connections">Numbers of connections.</param>
    private sealed record Receivers(bool? Everyone = null, string? Room = null, string? Listener = null, IReadOnlyList<long>? Connections = null);

    /// <summary>What became of it.</summary>
    /// <param name="Id">Its number in the message log.</param>
    /// <param name="Recipients">Connections whose socket or outbox took it.</param>
    /// <param name="Queued">How many of them have it waiting.</param>
    /// <param name="Skipped">Connections that did not get it: gone, closing, or their outbox full.</param>
    private sealed record Answer(long Id, int Recipients, int Queued, int Skipped);
}
