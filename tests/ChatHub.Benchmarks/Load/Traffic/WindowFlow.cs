using ChatHub.Benchmarks.Load.Clients;

namespace ChatHub.Benchmarks.Load.Traffic;

/// <summary>As fast as the server delivers: each sender keeps its window of lines in flight full.</summary>
internal sealed class WindowFlow(ClientLoop loop, IReadOnlyList<LineSender> senders) : IFlow
{
    public TimeSpan Feed(long now)
    {
        foreach (var sender in senders)
        {
            if (sender.MaySend && sender.Write(now, int.MaxValue) > 0)
            {
                loop.Send(sender.Client);
            }
        }

        return TimeSpan.FromMilliseconds(100);
    }
}
