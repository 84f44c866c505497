using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Protocols;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ChatHub.Wire.Listeners;

/// <summary>Takes newcomers in, or tells them why not. What fails for one of them ends that one and nothing else.</summary>
internal sealed class Newcomers(Listener listener, ConnectionServices services)
{
    /// <summary>Makes a connection of a newcomer, if there is a place for it.</summary>
    public void Admit(ConnectionContext newcomer)
    {
        var socket = SocketOf(newcomer);
        try
        {
            var protocol = listener.Protocol; // once: its settings may change at any time, and who was looked at by the old ones must not come in by the new
            var address = AddressOf(socket);
            var counted = false;
            var refusal = protocol.Settings.ProxyFrom.IsEmpty ? services.Access.Enter(address, protocol.Settings, out counted) : NoProxy(address, protocol.Settings);
            if (refusal is not null)
            {
                TurnAway(socket, address, refusal, protocol);
            }
            else if (Descriptors.AreShort(socket) || !services.Registry.TryReserve(services.Limits.Connections))
            {
                Leave(address, counted);
                TurnAway(socket, mayWait: true);
            }
            else
            {
                Open(socket, protocol, address, counted);
            }
        }
        catch (Exception failure)
        {
            Drop(socket, failure);
        }
    }

    /// <summary>Tells a newcomer that there is no place, and closes it at once: it is not to keep its descriptor.</summary>
    public void TurnAway(ConnectionContext newcomer)
    {
        var socket = SocketOf(newcomer);
        try
        {
            TurnAway(socket, mayWait: false);
        }
        catch (Exception failure)
        {
            Drop(socket, failure);
        }
    }

    private void Open(Socket socket, IChatProtocol protocol, UInt128 address, bool counted)
    {
        Connection connection;
        try
        {
            Transport.SocketTuning.ApplyToAccepted(socket, mayNotRead: protocol.Settings.SlowConsumer == SlowConsumerPolicy.DropOldest || services.Limits.WriteTimeout > Transport.SocketTuning.Unacknowledged);
            connection = new Connection(services.Registry.NextId(), socket, listener, protocol, services);
        }
        catch
        {
            services.Registry.Release();
            Leave(address, counted);
            throw;
        }

        if (counted)
        {
            connection.TakePlace();
        }

        if (connection.NeedsOpening)
        {
            connection.BeginOpening();
        }

        listener.Add(connection);
        services.Registry.Add(connection);
        if (services.Registry.TryEndFullness(out var refused))
        {
            WireLog.RoomAgain(services.Logger, refused);
        }

        if (connection.NeedsOpening)
        {
            _ = connection.OpenAsync(Enter);
        }
        else
        {
            connection.Start();
        }

        if (services.Access.IsBanned(address))
        {
            connection.Close(DisconnectReason.Banned); // banned after it was looked at, and before it could be found among the open ones
        }
    }

    /// <summary>Only proxies may connect where one is expected, and bans count for them too.</summary>
    private Refusal? NoProxy(UInt128 address, ListenerSettings settings) =>
        !settings.ProxyFrom.Contains(address) ? new(RefusalCause.NotAllowed, EntryWords.NotAllowed)
        : services.Access.IsBanned(address) ? new(RefusalCause.Banned, EntryWords.Banned)
        : null;

    /// <summary>
    /// A proxy has told whom it speaks for. An address that it told is a client's, though it may be within the proxies' range; where it does not know (UNKNOWN), the
    /// protocol says that the connection's own addresses count, so what holds for the proxy's address holds for who comes that way.
    /// </summary>
    private bool Enter(Connection connection)
    {
        if (connection.IsProxyItself)
        {
            return true; // to see whether this works; whether it may was looked at before
        }

        var refusal = services.Access.Enter(connection.Address, connection.Settings, out var counted);
        if (counted)
        {
            connection.TakePlace();
        }

        if (refusal is not null)
        {
            Note(connection.Address, refusal);
            connection.TellAndClose(connection.Settings.Tls is null ? listener.Protocol.Refusal(refusal.Words) : default, refusal.Cause);
            return false;
        }

        connection.Guard();
        return true;
    }

    private void TurnAway(Socket socket, UInt128 address, Refusal refusal, IChatProtocol protocol)
    {
        Note(address, refusal);
        services.TurnedAway.Tell(socket, protocol.Settings.Tls is null ? protocol.Refusal(refusal.Words) : default, mayWait: true); // TLS has no words before the handshake
    }

    private void Note(UInt128 address, Refusal refusal)
    {
        if (services.Access.Refuse(address, refusal.Cause, listener.Settings.Name))
        {
            var client = AddressRange.ClientOf(address).ToString();
            WireLog.TurnedAway(services.Logger, client, listener.Settings.Name, refusal.Cause);
            services.Hub.Record(ChatMessage.OfListener(services.Time.GetUtcNow(), listener.Settings.Name, SystemEvent.Refused, $"{client}: {refusal.Words}"));
        }
    }

    private void Leave(UInt128 address, bool counted)
    {
        if (counted)
        {
            services.Access.Leave(address);
        }
    }

    private void TurnAway(Socket socket, bool mayWait)
    {
        if (services.Registry.Refuse())
        {
            var count = services.Registry.Count;
            WireLog.ConnectionLimitReached(services.Logger, count, services.Limits.Connections, Descriptors.ForConnections);
            services.Hub.Record(ChatMessage.OfListener(
                services.Time.GetUtcNow(), listener.Settings.Name, SystemEvent.Refused, $"{EntryWords.Full}{count} connections"));
        }

        services.TurnedAway.Tell(socket, listener.Settings.Tls is null ? listener.Protocol.Refusal("the server is full; try again later") : default, mayWait);
    }

    private void Drop(Socket socket, Exception failure)
    {
        socket.Dispose();
        if (failure is not (SocketException or ObjectDisposedException)) // those: it was gone while it was being set up
        {
            WireLog.NewcomerFailed(services.Logger, failure, listener.Settings.Name);
        }
    }

    private static UInt128 AddressOf(Socket socket) => socket.RemoteEndPoint is IPEndPoint { Address: var address } ? AddressRange.ValueOf(address) : default;

    private static Socket SocketOf(ConnectionContext newcomer) => newcomer.Features.Get<IConnectionSocketFeature>()!.Socket;
}
