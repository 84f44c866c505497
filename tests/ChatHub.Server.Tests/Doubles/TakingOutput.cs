using ChatHub.Chat;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>A session that takes everything.</summary>
internal sealed class TakingOutput(DeliveryState state = DeliveryState.Sent) : ISessionOutput
{
    public void Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
    {
    }

    public Delivery Deliver(MessageBatch batch, bool includesOwn) => new(state, batch.Messages.Length);

    public void Complete(DisconnectReason reason)
    {
    }
}
