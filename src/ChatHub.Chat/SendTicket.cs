namespace ChatHub.Chat;

/// <summary>Gathers the outcome of an operator's message over the pumps that deliver it.</summary>
internal sealed class SendTicket(ChatMessage message, int rooms)
{
    private readonly TaskCompletionSource<SendOutcome> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = rooms;
    private int _taken;
    private int _queued;
    private int _skipped;
    private readonly Lock _gate = new();
    private readonly List<SendResult> _results = [];

    public Task<SendOutcome> Outcome => _done.Task;

    public void Count(Session session, Delivery delivery)
    {
        switch (delivery.State)
        {
            case DeliveryState.Sent:
                Note(session.Id, session.Name, SendFate.Sent, ref _taken);
                break;
            case DeliveryState.Queued:
                Interlocked.Increment(ref _taken);
                Note(session.Id, session.Name, SendFate.Queued, ref _queued);
                break;
            case DeliveryState.Skipped:
                Note(session.Id, session.Name, session.IsClosed ? SendFate.Gone : SendFate.NotTaken, ref _skipped);
                break;
        }
    }

    /// <summary>There is no such session.</summary>
    public void Miss(long id) => Note(id, "", SendFate.Gone, ref _skipped);

    private void Note(long id, string name, SendFate fate, ref int count)
    {
        if (Interlocked.Increment(ref count) <= SendOutcome.MostResults)
        {
            lock (_gate)
            {
                _results.Add(new(id, name, fate));
            }
        }
    }

    /// <summary>One of the rooms is done.</summary>
    public void RoomDone()
    {
        if (Interlocked.Decrement(ref _open) <= 0)
        {
            lock (_gate)
            {
                _done.TrySetResult(new SendOutcome(message.Id, _taken, _queued, _skipped) { Results = [.. _results.OrderByDescending(result => result.Fate).ThenBy(result => result.Id)] });
            }
        }
    }
}
