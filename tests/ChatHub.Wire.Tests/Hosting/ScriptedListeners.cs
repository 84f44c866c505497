using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ChatHub.Wire.Transport;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace ChatHub.Wire.Tests;

/// <summary>Real listeners whose accepting fails as a test says: one entry for each call, null where it works; after the last they all work.</summary>
internal sealed class ScriptedListeners(params Exception?[] script) : IConnectionListenerFactory
{
    private readonly SocketListenerFactory _real = new();
    private readonly ConcurrentQueue<Exception?> _script = new(script);
    private int _calls;

    /// <summary>Calls of accept so far, those that wait included.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The sockets that were accepted.</summary>
    public ConcurrentQueue<Socket> Sockets { get; } = [];

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Scripted(this, await _real.BindAsync(endpoint, cancellationToken));

    private sealed class Scripted(ScriptedListeners owner, IConnectionListener real) : IConnectionListener
    {
        public EndPoint EndPoint => real.EndPoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref owner._calls);
            return owner._script.TryDequeue(out var failure) && failure is not null
                ? ValueTask.FromException<ConnectionContext?>(failure)
                : RealAsync(cancellationToken);
        }

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => real.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => real.DisposeAsync();

        private async ValueTask<ConnectionContext?> RealAsync(CancellationToken cancellationToken)
        {
            var accepted = await real.AcceptAsync(cancellationToken);
            if (accepted?.Features.Get<IConnectionSocketFeature>() is { Socket: var socket })
            {
                owner.Sockets.Enqueue(socket);
            }

            return accepted;
        }
    }
}
