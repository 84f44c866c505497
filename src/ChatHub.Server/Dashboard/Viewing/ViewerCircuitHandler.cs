using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>Lets the feed of a tab rest while its connection is gone: the server keeps such tabs for minutes.</summary>
internal sealed class ViewerCircuitHandler(ViewerFeed feed, ViewerCount viewers) : CircuitHandler
{
    private bool _counted;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        feed.ConnectTab(true);
        Count(true);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        feed.ConnectTab(false);
        Count(false);
        return Task.CompletedTask;
    }

    private void Count(bool connected)
    {
        if (connected != _counted)
        {
            _counted = connected;
            (connected ? (Action)viewers.Come : viewers.Go)();
        }
    }
}
