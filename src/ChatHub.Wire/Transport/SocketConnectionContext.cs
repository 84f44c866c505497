using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace ChatHub.Wire.Transport;

/// <summary>An accepted socket on its way to its connection, which takes it over; this object is not kept.</summary>
internal sealed class SocketConnectionContext : ConnectionContext, IConnectionSocketFeature
{
    private FeatureCollection? _features;

    public SocketConnectionContext(Socket socket)
    {
        Socket = socket;
        RemoteEndPoint = socket.RemoteEndPoint;
    }

    public Socket Socket { get; }

    public override string ConnectionId { get; set; } = "";

    public override EndPoint? RemoteEndPoint { get; set; }

    public override IFeatureCollection Features
    {
        get
        {
            if (_features is null)
            {
                _features = new FeatureCollection(1);
                _features.Set<IConnectionSocketFeature>(this);
            }

            return _features;
        }
    }

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>(0);

    public override IDuplexPipe Transport
    {
        get => throw new NotSupportedException("This transport has no pipes: take the socket from IConnectionSocketFeature.");
        set => throw new NotSupportedException("This transport has no pipes: take the socket from IConnectionSocketFeature.");
    }

    public override void Abort(ConnectionAbortedException abortReason) => Socket.Dispose();

    public override ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return base.DisposeAsync();
    }
}
