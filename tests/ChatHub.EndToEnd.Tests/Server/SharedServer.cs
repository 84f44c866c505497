namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>One server for a class of tests that leave nothing behind that the next could notice.</summary>
public sealed class SharedServer(PublishedBuild build) : IAsyncLifetime
{
    private PublishedServer? _server;

    public PublishedServer Server => _server ?? throw new InvalidOperationException("The server was not started");

    public async ValueTask InitializeAsync() => _server = await build.StartServerAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
