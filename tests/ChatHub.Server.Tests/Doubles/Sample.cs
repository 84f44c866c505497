using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>Rows and messages for tests.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static ConnectionSnapshot Row(
        long id, string? name = null, string? remote = null, string listener = "chat", long messagesIn = 0, long backlog = 0, int connectedSeconds = 60, int idleSeconds = 0) =>
        new(id, name ?? $"guest-{id}", remote ?? $"192.0.2.1:{1000 + id}", listener, "Chat", "lobby", ConnectionState.Open,
            Noon.AddSeconds(-connectedSeconds), Noon.AddSeconds(-idleSeconds), null, DisconnectReason.None, null, messagesIn, 0, messagesIn * 10, 0, backlog, 0);

    public static ListenerSnapshot Listener(string name = "relay", ListenerState state = ListenerState.Listening, int connections = 0, string? fault = null) =>
        new(name, "0.0.0.0:9999", state == ListenerState.Listening ? "0.0.0.0:9999" : null, "Relay", "lobby", state, fault, connections);

    public static ChatMessage Said(string text, string sender = "Anna", int nameLength = 0) =>
        Said(Encoding.UTF8.GetBytes(text), sender, nameLength);

    public static ChatMessage Said(byte[] bytes, string sender = "Anna", int nameLength = 0) =>
        ChatMessage.FromSession(MessageKind.Text, Noon, new SessionIdentity(7, "relay", "192.0.2.1:1007", Encoding.UTF8), sender, bytes, bytes.Length, nameLength);

    public static ChatMessage Left(string name, DisconnectReason reason, string? by = null) =>
        ChatMessage.OfSession(Noon, new SessionIdentity(7, "relay", "192.0.2.1:1007", Encoding.UTF8), name, SystemEvent.Disconnected, reason, @operator: by);

    /// <summary>An entry as a log gives it back: with its number, at most so many bytes of its body, and said that many minutes after noon.</summary>
    public static ChatMessage Logged(long id, ChatMessage entry, int bytes = int.MaxValue)
    {
        var length = Math.Min(bytes, entry.Body.Length);
        return ChatMessage.FromLog(
            id, entry.Kind, entry.At == Noon ? Noon.AddMinutes(id) : entry.At, entry.Room.Length > 0 ? entry.Room : "lobby", entry.Origin, entry.Sender, entry.Body[..length], Math.Min(entry.TextLength, length), entry.NameLength,
            entry.GivenText, entry.EndsEarlier, entry.EndingInside, entry.Event, entry.Reason, entry.Operator, entry.Recipient);
    }

    /// <summary>Somebody of a role.</summary>
    public static OperatorIdentity Of(OperatorRole role, string name = "mia") => new(name, role, OperatorProof.Account, "192.0.2.7");

    /// <summary>Somebody of a role who sits at a tab.</summary>
    public static CurrentOperator Sits(OperatorRole role, string name = "mia")
    {
        var me = new CurrentOperator(new OperatorSessions(null!, TimeProvider.System), TimeProvider.System, NullLogger<CurrentOperator>.Instance);
        me.SetAuthenticationState(Task.FromResult(new AuthenticationState(Of(role, name).ToPrincipal("test"))));
        return me;
    }
}
