namespace ChatHub.Chat;

/// <summary>Gathers the outcome of an operator's message over the pumps that deliver it.</summary>
internal sealed class SendTicket(ChatMessage message, int rooms)
{
    private readonly TaskCompletionSource<SendOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = rooms;
    private int _taken;
    private int _queued;
    private int _skipped;

    public Task<SendOutcome> Outcome => _done.Task;

    public void Count(Delivery delivery)
    {
        switch (delivery.State)
        {
            case DeliveryState.Sent:
                Interlocked.Increment(ref _taken);
                break;
            case DeliveryState.Queued:
                Interlocked.Increment(ref _taken);
                Interlocked.Increment(ref _queued);
                break;
            case DeliveryState.Skipped:
                Skip(1);
                break;
        }
    }

    public void Skip(int sessions) => Interlocked.Add(ref _skipped, sessions);

    /// <summary>One of the rooms is done.</summary>
    public void RoomDone()
    {
        if (Interlocked.Decrement(ref _open) <= 0)
        {
            _done.TrySetResult(new SendOutcome(message.Id, _taken, _queued, _skipped));
        }
    }
}
