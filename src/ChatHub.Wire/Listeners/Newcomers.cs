using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
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
            var address = AddressOf(socket);
            if (services.Access.Enter(address, listener.Settings, out var counted) is { } refusal)
            {
                TurnAway(socket, address, refusal);
            }
            else if (Descriptors.AreShort(socket) || !services.Registry.TryReserve(services.Limits.Connections))
            {
                Leave(address, counted);
                TurnAway(socket, mayWait: true);
            }
            else
            {
                Open(socket, address, counted);
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

    private void Open(Socket socket, UInt128 address, bool counted)
    {
        Connection connection;
        try
        {
            Transport.SocketTuning.ApplyToAccepted(socket);
            connection = new Connection(services.Registry.NextId(), socket, listener, services) { IsCounted = counted };
        }
        catch
        {
            services.Registry.Release();
            Leave(address, counted);
            throw;
        }

        listener.Add(connection);
        services.Registry.Add(connection);
        if (services.Registry.TryEndFullness(out var refused))
        {
            WireLog.RoomAgain(services.Logger, refused);
        }

        connection.Start();
        if (services.Access.IsBanned(address))
        {
            connection.Close(DisconnectReason.Banned); // banned after it was looked at, and before it could be found among the open ones
        }
    }

    private void TurnAway(Socket socket, UInt128 address, Refusal refusal)
    {
        if (services.Access.Refuse(address, refusal.Cause, listener.Settings.Name))
        {
            var client = AddressRange.ClientOf(address).ToString();
            WireLog.TurnedAway(services.Logger, client, listener.Settings.Name, refusal.Cause);
            services.Hub.Record(ChatMessage.OfListener(services.Time.GetUtcNow(), listener.Settings.Name, SystemEvent.Refused, $"{client}: {refusal.Words}"));
        }

        services.TurnedAway.Tell(socket, listener.Protocol.Refusal(refusal.Words), mayWait: true);
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
                services.Time.GetUtcNow(), listener.Settings.Name, SystemEvent.Refused, $"the server is full: {count} connections"));
        }

        services.TurnedAway.Tell(socket, listener.Protocol.Refusal("the server is full; try again later"), mayWait);
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
