using System.Net.Sockets;

namespace ChatHub.Benchmarks.Load.Clients;

/// <summary>Tells which of many sockets can be read or written. Used by one thread.</summary>
internal interface IReadiness : IDisposable
{
    /// <summary>Watches a socket for input. The token is given back with what it is ready for.</summary>
    void Add(Socket socket, int token);

    /// <summary>Says whether to watch a socket for room to write too.</summary>
    void WatchWrites(Socket socket, int token, bool watch);

    /// <summary>Watches it no more. MUST be called before the socket is closed.</summary>
    void Remove(Socket socket, int token);

    /// <summary>Waits until one is ready or the time is over, and tells some of those that are.</summary>
    /// <param name="ready">Gets them.</param>
    /// <param name="atMost">How long to wait; zero to look only.</param>
    /// <returns>How many of <paramref name="ready"/> were filled.</returns>
    int Wait(Span<Readiness> ready, TimeSpan atMost);
}

/// <summary>A socket that is ready.</summary>
/// <param name="Token">The one it was added with.</param>
/// <param name="Read">It can be read, or has ended or failed, which reading tells.</param>
/// <param name="Write">It has room.</param>
internal readonly record struct Readiness(int Token, bool Read, bool Write);
