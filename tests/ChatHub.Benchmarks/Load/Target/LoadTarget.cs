using System.Net;

namespace ChatHub.Benchmarks.Load.Target;

/// <summary>The server under load.</summary>
/// <param name="Endpoint">Where it listens; on this machine, always.</param>
/// <param name="ProcessId">Its process, to see what it uses; null when it is not known.</param>
internal sealed record LoadTarget(IPEndPoint Endpoint, int? ProcessId)
{
    /// <summary>An endpoint of this machine.</summary>
    /// <exception cref="LoadException">The host is another machine: load is for servers of one's own only.</exception>
    public static IPEndPoint Loopback(string host, int port)
    {
        var address = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? IPAddress.Loopback : IPAddress.TryParse(host, out var parsed) ? parsed : null;
        return address is not null && IPAddress.IsLoopback(address)
            ? new IPEndPoint(address, port)
            : throw new LoadException($"--host is '{host}': only addresses of this machine are allowed (127.0.0.1, ::1, localhost): this tool puts no load on others");
    }

    /// <summary>What the server uses now.</summary>
    public ServerUsage Look() => ProcessId is { } pid ? ServerUsage.Of(pid) : new ServerUsage(null, null, null);
}
