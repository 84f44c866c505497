using Microsoft.AspNetCore.Components.Server.Circuits;

namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>Lets the feed of a tab rest while its connection is gone: the server keeps such tabs for minutes.</summary>
internal sealed class ViewerCircuitHandler(ViewerFeed feed) : CircuitHandler
{
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        feed.ConnectTab(true);
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        feed.ConnectTab(false);
        return Task.CompletedTask;
    }
}
