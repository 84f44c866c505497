using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ChatHub.Wire.Transport;

/// <summary>
/// Binds TCP listeners whose connections hand over the bare socket (<see cref="Microsoft.AspNetCore.Connections.Features.IConnectionSocketFeature"/>)
/// and start no reads of their own: the hub reads with zero-byte waits and sends directly, which pipes in between would prevent.
/// </summary>
public sealed class SocketListenerFactory : IConnectionListenerFactory
{
    /// <summary>Connections the kernel completes before they are accepted; it caps this at <c>net.core.somaxconn</c>.</summary>
    private const int Backlog = 4096;

    /// <summary>Binds and listens.</summary>
    /// <exception cref="AddressInUseException">Another socket listens there.</exception>
    /// <exception cref="SocketException">The address cannot be bound for another reason.</exception>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint is IPEndPoint { Address: var address } && address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            SocketTuning.ApplyToListener(socket);
            socket.Bind(endpoint);
            socket.Listen(Backlog);
            return ValueTask.FromResult<IConnectionListener>(new SocketListener(socket));
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw failure.SocketErrorCode == SocketError.AddressAlreadyInUse ? new AddressInUseException(failure.Message, failure) : failure;
        }
    }
}
