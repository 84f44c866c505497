namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>How an export does.</summary>
public enum ExportState : byte
{
    /// <summary>The browser has not asked for it yet.</summary>
    Waiting,

    /// <summary>It is being sent.</summary>
    Running,

    /// <summary>All of it was sent.</summary>
    Done,

    /// <summary>Whoever asked for it gave up.</summary>
    Cancelled,

    /// <summary>It ended early; what arrived is not all.</summary>
    Failed,
}

/// <summary>
/// One export that a page of the dashboard watches: the page opens it, the browser downloads with its number, the endpoint counts into it. Safe for all threads.
/// </summary>
public sealed class ExportTicket : IDisposable
{
    private readonly CancellationTokenSource _cancel = new();
    private readonly ExportTickets _tickets;
    private long _written;
    private int _state;

    internal ExportTicket(ExportTickets tickets, string id)
    {
        _tickets = tickets;
        Id = id;
        Cancelled = _cancel.Token;
    }

    /// <summary>What the download names it by (<c>ticket=</c>); cannot be guessed.</summary>
    public string Id { get; }

    /// <summary>Entries written so far.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>How it does.</summary>
    public ExportState State => (ExportState)Volatile.Read(ref _state);

    /// <summary>The page gave it up: the endpoint MUST stop and abort the answer, so that the browser does not take what it has for the whole.</summary>
    public CancellationToken Cancelled { get; }

    /// <summary>The endpoint began. False when it was used or given up before: a ticket is for one download.</summary>
    public bool TryBegin() => Interlocked.CompareExchange(ref _state, (int)ExportState.Running, (int)ExportState.Waiting) == (int)ExportState.Waiting;

    /// <summary>The endpoint has written so many entries.</summary>
    public void Report(long written) => Volatile.Write(ref _written, written);

    /// <summary>The endpoint ended. The first end counts.</summary>
    /// <param name="state">Done, Cancelled or Failed.</param>
    public void End(ExportState state) => Interlocked.CompareExchange(ref _state, (int)state, (int)ExportState.Running);

    /// <summary>The page gives it up.</summary>
    public void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, (int)ExportState.Cancelled, (int)ExportState.Waiting) != (int)ExportState.Waiting)
        {
            End(ExportState.Cancelled);
        }

        _cancel.Cancel();
    }

    /// <summary>Nobody watches it any more; a download under way goes on.</summary>
    public void Dispose() => _tickets.Forget(this);
}
