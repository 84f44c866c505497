using System.Collections.Concurrent;
using System.Net;
using ChatHub.Wire.Admission;
using Microsoft.AspNetCore.Connections;

namespace ChatHub.Server.Hosting;

/// <summary>
/// Lets so many connections to the dashboard be open at once, and a quarter of them to one address (IPv6: its /64); further ones get an answer that says so and are closed. Safe for all threads.
/// </summary>
/// <param name="most">How many, now.</param>
/// <param name="log">The server's log; an episode is one line.</param>
/// <param name="isSpared">Whether an address may have them all: this machine's, and proxies, which speak for many.</param>
internal sealed partial class DashboardDoor(Func<int> most, ILogger<DashboardDoor> log, Func<IPAddress, bool>? isSpared = null)
{
    /// <summary>Fewest that an address may have: a browser opens about six.</summary>
    private const int LeastShare = 12;

    private readonly ConcurrentDictionary<AddressRange, int> _ofAddresses = new();

    private static readonly byte[] s_full =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nContent-Length: 39\r\n\r\nthe dashboard is full; try again later\n"u8.ToArray();

    private int _open;
    private int _full;

    /// <summary>Serves a connection, or turns it away.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = connection.RemoteEndPoint is IPEndPoint { Address: var remote } && isSpared?.Invoke(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote) != true
            ? AddressRange.ClientOf(AddressRange.ValueOf(remote))
            : (AddressRange?)null;
        try
        {
            var places = most();
            var share = Math.Max(LeastShare, places / 4);
            var isOneTooMany = address is { } counted && _ofAddresses.AddOrUpdate(counted, 1, static (_, open) => open + 1) > share;
            var isFull = Interlocked.Increment(ref _open) > places;
            if (!isOneTooMany && !isFull)
            {
                await next(connection);
                return;
            }

            if (!isFull)
            {
                OneTooMany(log, address.ToString()!, share);
            }
            else if (Interlocked.Exchange(ref _full, 1) == 0)
            {
                Full(log, places);
            }

            await connection.Transport.Output.WriteAsync(s_full, connection.ConnectionClosed);
        }
        catch (OperationCanceledException) when (connection.ConnectionClosed.IsCancellationRequested)
        {
            // It was gone before it could be told.
        }
        finally
        {
            if (address is { } left)
            {
                Leave(left);
            }

            var now = most();
            if (Interlocked.Decrement(ref _open) <= now - Math.Max(1, now / 20))
            {
                Volatile.Write(ref _full, 0); // coming and going at the limit is one episode
            }
        }
    }

    private void Leave(AddressRange address)
    {
        if (_ofAddresses.AddOrUpdate(address, 0, static (_, open) => open - 1) <= 0)
        {
            _ofAddresses.TryRemove(new KeyValuePair<AddressRange, int>(address, 0));
        }
    }

    [LoggerMessage(4102, LogLevel.Debug, "{Address} has {Connections} connections to the dashboard, which is the most of one address: another is turned away")]
    private static partial void OneTooMany(ILogger log, string address, int connections);

    [LoggerMessage(4101, LogLevel.Warning, "The dashboard is full with {Connections} connections: further ones are turned away")]
    private static partial void Full(ILogger log, int connections);
}
