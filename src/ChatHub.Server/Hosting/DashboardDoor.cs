using Microsoft.AspNetCore.Connections;

namespace ChatHub.Server.Hosting;

/// <summary>Lets so many connections to the dashboard be open at once; further ones get an answer that says so and are closed. Safe for all threads.</summary>
/// <param name="most">How many, now.</param>
/// <param name="log">The server's log; an episode is one line.</param>
internal sealed partial class DashboardDoor(Func<int> most, ILogger<DashboardDoor> log)
{
    private static readonly byte[] s_full =
        "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Type: text/plain\r\nContent-Length: 39\r\n\r\nthe dashboard is full; try again later\n"u8.ToArray();

    private int _open;
    private int _full;

    /// <summary>Serves a connection, or turns it away.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _open) <= most())
            {
                await next(connection);
                return;
            }

            if (Interlocked.Exchange(ref _full, 1) == 0)
            {
                Full(log, most());
            }

            await connection.Transport.Output.WriteAsync(s_full, connection.ConnectionClosed);
        }
        catch (OperationCanceledException) when (connection.ConnectionClosed.IsCancellationRequested)
        {
            // It was gone before it could be told.
        }
        finally
        {
            var places = most();
            if (Interlocked.Decrement(ref _open) <= places - Math.Max(1, places / 20))
            {
                Volatile.Write(ref _full, 0); // coming and going at the limit is one episode
            }
        }
    }

    [LoggerMessage(4101, LogLevel.Warning, "The dashboard is full with {Connections} connections: further ones are turned away")]
    private static partial void Full(ILogger log, int connections);
}
