using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog;

/// <summary>Events that are about a listener, whose name stands where others have the sender's.</summary>
internal static class ListenerEvents
{
    /// <summary>Whether an event is one of them.</summary>
    public static bool Include(SystemEvent? what) =>
        what is SystemEvent.ListenerStarted or SystemEvent.ListenerStopped or SystemEvent.ListenerDraining or SystemEvent.ListenerFaulted;
}
