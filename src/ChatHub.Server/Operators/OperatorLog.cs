using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Operators;

/// <summary>What operators did, in the server's log. Never what they said.</summary>
internal static partial class OperatorLog
{
    [LoggerMessage(4001, LogLevel.Information, "{Operator} sent {Bytes} bytes to {Target} as message {MessageId}: {Recipients} got it, {Skipped} skipped")]
    public static partial void Sent(ILogger log, string @operator, int bytes, string target, long messageId, int recipients, int skipped);

    [LoggerMessage(4002, LogLevel.Information, "{Operator} disconnected connection {Id}")]
    public static partial void Disconnected(ILogger log, string @operator, long id);

    [LoggerMessage(4003, LogLevel.Information, "{Operator} asked to {Act} listener {Listener}: it is {State}")]
    public static partial void ListenerChanged(ILogger log, string @operator, string act, string listener, ListenerState state);

    [LoggerMessage(4004, LogLevel.Information, "{Operator} asked to disconnect connection {Id}, which is not open")]
    public static partial void NotOpen(ILogger log, string @operator, long id);
}
