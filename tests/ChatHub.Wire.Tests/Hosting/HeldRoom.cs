using System.Text;
using ChatHub.Chat;

namespace ChatHub.Wire.Tests;

/// <summary>Holds the pump of the lobby, as a room that cannot keep up, until it is let go.</summary>
internal sealed class HeldRoom : ISessionOutput, IDisposable
{
    private readonly ManualResetEventSlim _open = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HeldRoom()
    {
    }

    /// <summary>Ends when the pump is held: what was posted before has been done.</summary>
    /// <param name="hub">The hub.</param>
    /// <param name="name">A name for the one who holds it.</param>
    public static async Task<HeldRoom> HoldAsync(MessageHub hub, string? name = null)
    {
        var held = new HeldRoom();
        var session = hub.Open(new SessionIdentity(1_000_000, "test", "192.0.2.1:1", Encoding.UTF8), held);
        if (name is not null)
        {
            hub.ShowAs(session, name);
        }

        await held._held.Task.Soon();
        return held;
    }

    public void LetGo() => _open.Set();

    public void Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
    {
        _held.TrySetResult();
        _open.Wait(CancellationToken.None);
    }

    public Delivery Deliver(MessageBatch batch, bool includesOwn) => new(DeliveryState.Nothing, 0);

    public void Complete(DisconnectReason reason)
    {
    }

    public void Dispose() => _open.Set();
}
