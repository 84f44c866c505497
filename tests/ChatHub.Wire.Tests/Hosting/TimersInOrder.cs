using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Wire.Tests;

/// <summary>A clock that stands still until told, and tells for how long whoever waits.</summary>
internal sealed class TimersInOrder : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _due = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _due.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>For how long the next wait is that begins, or began unseen.</summary>
    public ValueTask<TimeSpan> NextAsync() => _due.Reader.ReadAsync(Deadline.Token);
}
