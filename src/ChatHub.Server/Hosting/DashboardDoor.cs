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

    /// <summary>Most who were told and are waited for: each holds a descriptor.</summary>
    private const int MostLingering = 32;

    private static readonly TimeSpan s_linger = TimeSpan.FromSeconds(1);

    private static readonly byte[] s_full =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\nContent-Length: 39\r\n\r\nthe dashboard is full; try again later\n"u8.ToArray();

    private readonly ConcurrentDictionary<AddressRange, int> _ofAddresses = new();
    private int _open;
    private int _full;
    private int _lingering;

    /// <summary>Serves a connection, or turns it away.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (!await TryServeAsync(connection, next))
        {
            await LingerAsync(connection);
        }
    }

    private static int ShareOf(int most) => Math.Max(LeastShare, most / 4);

    /// <summary>Waits a moment for the request: one that comes after the close resets the connection, and the client may never read the answer (RFC 9112, section 9.6).</summary>
    private async Task LingerAsync(ConnectionContext connection)
    {
        try
        {
            if (Interlocked.Increment(ref _lingering) <= MostLingering)
            {
                using var over = new CancellationTokenSource(s_linger, TimeProvider.System);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, connection.ConnectionClosed);
                var read = await connection.Transport.Input.ReadAsync(either.Token);
                connection.Transport.Input.AdvanceTo(read.Buffer.End);
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // It says nothing, or has gone.
        }
        finally
        {
            Interlocked.Decrement(ref _lingering);
        }
    }

    /// <summary>Serves a connection unless there are too many.</summary>
    /// <returns>False where it was told so instead.</returns>
    private async Task<bool> TryServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var address = connection.RemoteEndPoint is IPEndPoint { Address: var remote } && isSpared?.Invoke(remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote) != true
            ? AddressRange.ClientOf(AddressRange.ValueOf(remote))
            : (AddressRange?)null;
        try
        {
            var places = most();
            var isOneTooMany = address is { } counted && _ofAddresses.AddOrUpdate(counted, 1, static (_, open) => open + 1) > ShareOf(places);
            var isFull = Interlocked.Increment(ref _open) > places;
            if (!isOneTooMany && !isFull)
            {
                await next(connection);
                return true;
            }

            if (!isFull)
            {
                OneTooMany(log, address.ToString()!, ShareOf(places));
            }
            else if (Interlocked.Exchange(ref _full, 1) == 0)
            {
                Full(log, places);
            }

            await connection.Transport.Output.WriteAsync(s_full, connection.ConnectionClosed);
            return false;
        }
        catch (OperationCanceledException) when (connection.ConnectionClosed.IsCancellationRequested)
        {
            return true; // it was gone before it could be told
        }
        finally
        {
            if (address is { } left)
            {
                Leave(left);
            }

            var places = most();
            if (Interlocked.Decrement(ref _open) <= places - Math.Max(1, places / 20))
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

    [LoggerMessage(4104, LogLevel.Debug, "{Address} has {Connections} connections to the dashboard, which is the most of one address: another is turned away")]
    private static partial void OneTooMany(ILogger log, string address, int connections);

    [LoggerMessage(4101, LogLevel.Warning, "The dashboard is full with {Connections} connections: further ones are turned away")]
    private static partial void Full(ILogger log, int connections);
}
