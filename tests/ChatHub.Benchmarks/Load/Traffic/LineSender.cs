using System.Numerics;
using ChatHub.Benchmarks.Load.Clients;
using ChatHub.Benchmarks.Load.Lines;

namespace ChatHub.Benchmarks.Load.Traffic;

/// <summary>A client that sends too. A line is in flight until every receiver has it, so no server looks fast by letting lines wait.</summary>
/// <param name="id">Its number, from 0.</param>
/// <param name="client">Its client.</param>
/// <param name="most">Most lines in flight.</param>
internal sealed class LineSender(ushort id, LoadClient client, int most)
{
    private readonly int[] _arrivals = new int[BitOperations.RoundUpToPowerOf2((uint)most)];

    public LoadClient Client => client;

    /// <summary>Number of the next line, which is how many were sent.</summary>
    public uint Next { get; private set; }

    /// <summary>Lines that some receiver has not got.</summary>
    public int InFlight { get; private set; }

    /// <summary>Whether another line may be sent now.</summary>
    public bool MaySend => InFlight < most && !client.HasOutput && client.Failure is null;

    /// <summary>Writes lines until the window is full, at most <paramref name="limit"/>.</summary>
    /// <returns>How many were written.</returns>
    public int Write(long now, int limit)
    {
        var count = Math.Min(limit, most - InFlight);
        for (var i = 0; i < count; i++)
        {
            _arrivals[Next & (_arrivals.Length - 1)] = 0;
            client.Write(new LineHeader(id, Next++, now));
            InFlight++;
        }

        return count;
    }

    /// <summary>A receiver got a line.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="receivers">How many are to get it.</param>
    public void Arrived(uint number, int receivers)
    {
        if (++_arrivals[number & (_arrivals.Length - 1)] == receivers && InFlight > 0)
        {
            InFlight--;
        }
    }

    /// <summary>Waits no more for what is in flight: some of it will not arrive.</summary>
    public void GiveUp() => InFlight = 0;
}
