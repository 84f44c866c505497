using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ChatHub.Wire.Transport;

/// <summary>A listening socket.</summary>
internal sealed class SocketListener(Socket socket) : IConnectionListener
{
    private volatile bool _unbound;

    public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

    /// <summary>The next connection; null once it is unbound. Errors of accepting are thrown as <see cref="SocketException"/>: the caller knows their tiers.</summary>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            var accepted = await socket.AcceptAsync(cancellationToken);
            return new SocketConnectionContext(accepted);
        }
        catch (Exception failure) when (_unbound && failure is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _unbound = true;
        socket.Dispose();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
