using System.Runtime.InteropServices;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>
/// The one thread that writes the log's file. It sleeps until entries are due, writes them in groups, and deletes old ones in small steps when
/// none wait.
/// </summary>
internal sealed class MessageLogWriter(
    PendingEntries pending, MessageFileKeeper keeper, MessageRetention retention, MessageDurability durability, IReadOnlyList<IMessageLogFollower> followers,
    AutoResetEvent signal, TimeProvider time, ILogger logger)
{
    /// <summary>Most entries of a commit that somebody waits for: a sync costs the same for one.</summary>
    private const int StrictGroup = 4_000;

    /// <summary>Most entries of a commit that nobody waits for.</summary>
    private const int RelaxedGroup = PendingEntries.MostUncommitted;

    /// <summary>How long the end goes on trying on a disk that takes nothing.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<ChatMessage>? _group;
    private int _done;
    private int _closing;
    private long _tookAt;
    private bool _started;
    private long _written;
    private long _commits;

    /// <summary>Entries written since the start.</summary>
    public long Written => Volatile.Read(ref _written);

    /// <summary>Groups written since the start.</summary>
    public long Commits => Volatile.Read(ref _commits);

    /// <summary>Starts the thread.</summary>
    public void Start()
    {
        _started = true;
        new Thread(Run) { IsBackground = true, Name = "message log" }.Start();
        signal.Set();
    }

    /// <summary>Writes what waits, ends the thread and closes the file.</summary>
    public Task CloseAsync()
    {
        pending.BeginClosing();
        Volatile.Write(ref _closing, 1);
        signal.Set();
        if (!_started)
        {
            End();
        }

        return _ended.Task;
    }

    private void Run()
    {
        var closing = false;
        bool done;
        do
        {
            signal.WaitOne();
            if (!closing && Volatile.Read(ref _closing) == 1)
            {
                closing = true;
                _tookAt = time.GetTimestamp();
                keeper.Hurry();
            }

            done = false;
            try
            {
                done = Work(closing);
            }
            catch (Exception defect)
            {
                MessageLogLog.Defect(logger, defect);
                if (keeper.Failed(defect))
                {
                    signal.Set(); // what is left of the group goes to the new file
                }
            }
        }
        while (!closing || !(done || time.GetElapsedTime(_tookAt) >= s_patience));

        End();
    }

    /// <summary>Writes what is due. False: it cannot be written now.</summary>
    private bool Work(bool closing)
    {
        if (!keeper.IsOpen(evenIfEarly: closing))
        {
            return false;
        }

        do
        {
            while (HasGroup())
            {
                if (!keeper.IsOpen(evenIfEarly: closing) || !TryWritePart())
                {
                    return false;
                }

                if (_group is null)
                {
                    DoBetween(closing); // entries may always wait: this must have its turn all the same
                }
            }

            DoBetween(closing);
        }
        while (closing && HasGroup());
        return true;
    }

    /// <summary>What is done between two groups: it takes a few milliseconds at most.</summary>
    private void DoBetween(bool closing)
    {
        keeper.Drained(); // may tell of a gap, which has to be written too before the end
        if (!closing && retention.Work(keeper.File!))
        {
            TellFollowers();
        }
    }

    private bool HasGroup()
    {
        if (_group is null)
        {
            _group = pending.Take();
            _done = 0;
        }

        return _group is not null;
    }

    /// <summary>Writes the next part of the group. False: not now.</summary>
    private bool TryWritePart()
    {
        var part = CollectionsMarshal.AsSpan(_group)[_done..];
        part = part[..Math.Min(part.Length, durability == MessageDurability.Strict ? StrictGroup : RelaxedGroup)];
        try
        {
            keeper.Write(part);
        }
        catch (Exception failure)
        {
            return keeper.Failed(failure);
        }

        _tookAt = time.GetTimestamp();
        Volatile.Write(ref _written, _written + part.Length);
        Volatile.Write(ref _commits, _commits + 1);
        pending.Done(part);
        _done += part.Length;
        if (_done == _group!.Count)
        {
            pending.GiveBack(_group);
            _group = null;
        }

        TellFollowers();
        return true;
    }

    private void TellFollowers()
    {
        foreach (var follower in followers)
        {
            follower.Changed(keeper.LastId);
        }
    }

    private void End()
    {
        if (pending.Seal() is > 0 and var lost)
        {
            MessageLogLog.LostAtTheEnd(logger, lost, keeper.Outage?.Reason ?? "the server ended");
        }

        retention.Dispose();
        keeper.File?.Gather();
        keeper.Dispose();
        _ended.TrySetResult();
    }
}
