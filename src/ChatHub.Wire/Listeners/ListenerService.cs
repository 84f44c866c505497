using Microsoft.Extensions.Hosting;

namespace ChatHub.Wire.Listeners;

/// <summary>Starts the listeners with the process and stops them with it; in between sweeps the connections' deadlines.</summary>
internal sealed class ListenerService(ListenerManager listeners, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>For what is left: a server that stops in order has stopped them before.</summary>
    private static readonly TimeSpan s_longestStop = TimeSpan.FromSeconds(3);

    private ITimer? _sweep;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _sweep = time.CreateTimer(static state => ((ListenerManager)state!).Sweep(), listeners, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        await listeners.StartEnabledAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await listeners.StopAllAsync(s_longestStop, cancellationToken);
        _sweep?.Dispose();
    }

    public void Dispose() => _sweep?.Dispose();
}
