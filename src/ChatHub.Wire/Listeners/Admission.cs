using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ChatHub.Wire.Listeners;

/// <summary>Takes newcomers in, or tells them that there is no place. What fails for one of them ends that one and nothing else.</summary>
internal sealed class Admission(Listener listener, ConnectionServices services)
{
    /// <summary>Makes a connection of a newcomer, if there is a place for it.</summary>
    public void Admit(ConnectionContext newcomer)
    {
        var socket = SocketOf(newcomer);
        try
        {
            if (Descriptors.AreShort(socket) || !services.Registry.TryReserve(services.Limits.Connections))
            {
                TurnAway(socket, mayWait: true);
            }
            else
            {
                Open(socket);
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

    private void Open(Socket socket)
    {
        Connection connection;
        try
        {
            Transport.SocketTuning.ApplyToAccepted(socket);
            connection = new Connection(services.Registry.NextId(), socket, listener, services);
        }
        catch
        {
            services.Registry.Release();
            throw;
        }

        listener.Add(connection);
        services.Registry.Add(connection);
        if (services.Registry.TryEndFullness(out var refused))
        {
            WireLog.RoomAgain(services.Logger, refused);
        }

        connection.Start();
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

    private static Socket SocketOf(ConnectionContext newcomer) => newcomer.Features.Get<IConnectionSocketFeature>()!.Socket;
}
