using ChatHub.Benchmarks.Load.Clients;

namespace ChatHub.Benchmarks.Load.Traffic;

/// <summary>A given number of lines a second over all senders, in turn. A line that is late is sent late; what cannot be sent at all is left out and shows in the rate.</summary>
internal sealed class RateFlow(ClientLoop loop, IReadOnlyList<LineSender> senders, double perSecond, long start) : IFlow
{
    /// <summary>Lines of one sender in flight, at most.</summary>
    public const int MostInFlight = 4096;

    /// <summary>Further behind than this, the schedule begins anew: no debt is paid back in a burst.</summary>
    private const long MostBehind = 200_000_000;

    private readonly double _period = 1e9 / perSecond;
    private double _due = start;
    private int _turn;

    public TimeSpan Feed(long now)
    {
        if (now - _due > MostBehind)
        {
            _due = now;
        }

        for (; _due <= now; _due += _period)
        {
            var sender = senders[_turn++ % senders.Count];
            if (sender.MaySend)
            {
                sender.Write(now, 1);
                loop.Send(sender.Client);
            }
        }

        return TimeSpan.FromMicroseconds(Math.Min((_due - now) / 1000, 100_000));
    }
}
