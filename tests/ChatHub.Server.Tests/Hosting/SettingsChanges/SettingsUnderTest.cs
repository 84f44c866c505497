using System.Net;
using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Server.Hosting;
using ChatHub.Server.Hosting.SettingsChanges;
using ChatHub.Server.Listeners;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Hosting.SettingsChanges;

/// <summary>A hub with listeners whose settings come from a file that a test writes, with one setting from the command line over it.</summary>
internal sealed class SettingsUnderTest : IAsyncDisposable
{
    /// <summary>A listener that is there throughout.</summary>
    public const string Relay = """ "relay": { "Endpoint": "127.0.0.1:0", "Greeting": "hi" } """;

    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly SettingsFiles _files;
    private readonly Server.Hosting.SettingsChanges.SettingsChanges _changes;

    public SettingsUnderTest(string json, SqliteMessageLog? messageLog = null)
    {
        Write(json);
        Configuration.Sources.Add(new SettingsFile(FilePath));
        Configuration.Sources.Add(new MemoryConfigurationSource { InitialData = new Dictionary<string, string?> { ["ChatHub:Limits:CloseTimeout"] = "00:00:00" } });
        var settings = ChatHubSettings.From(Configuration, onlyCheck: true);
        Kept = KeptListeners.Read(_folder.File("listeners.json"), _time);
        Hub = new MessageHub(settings.Hub, _time);
        Limits = new LimitsInForce(settings.Limits);
        var registry = new ConnectionRegistry(Limits);
        Listeners = new ListenerManager(settings.Listeners, new SocketListenerFactory(), Hub, registry, Limits, _time, NullLogger<ListenerManager>.Instance);
        _files = new SettingsFiles(Configuration);
        _changes = new(_files, settings, Kept, Hub, Listeners, Audit, _time, Log, messageLog);
    }

    public string FilePath => _folder.File("appsettings.json");

    public ConfigurationManager Configuration { get; } = new();

    public KeptListeners Kept { get; }

    public MessageHub Hub { get; }

    public LimitsInForce Limits { get; }

    public ListenerManager Listeners { get; }

    public RecordingAudit Audit { get; } = new();

    public RecordingLog<Server.Hosting.SettingsChanges.SettingsChanges> Log { get; } = new();

    /// <summary>What operators see of changes of the settings.</summary>
    public IEnumerable<string> Told => Hub.History.Read(0, int.MaxValue)
        .Where(entry => entry.Event is SystemEvent.SettingsApplied or SystemEvent.SettingsRefused).Select(entry => $"{entry.Event}: {entry.Text}");

    public void Write(string json) => File.WriteAllText(FilePath, json);

    /// <summary>Settings with the listener that is there throughout.</summary>
    /// <param name="more">What more stands under <c>ChatHub</c>, with a comma at its end.</param>
    /// <param name="listeners">What stands under <c>Listeners</c>.</param>
    public static string With(string more = "", string listeners = Relay) => $$"""{ "ChatHub": { {{more}} "Listeners": { {{listeners}} } } }""";

    /// <summary>Writes the file, and lets it be looked at until it is seen to be finished.</summary>
    public async Task ChangeAsync(string json)
    {
        Write(json);
        await LookAsync();
        await LookAsync();
    }

    public Task LookAsync() => _changes.LookAsync(TestContext.Current.CancellationToken);

    public async Task<SettingsUnderTest> StartAsync()
    {
        await Listeners.StartEnabledAsync(TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>What one gets at once who connects to a listener.</summary>
    public async Task<string> GreetingOfAsync(string listener)
    {
        using var client = await ConnectAsync(listener);
        return await ReceivedAsync(client);
    }

    /// <summary>What a client gets next.</summary>
    public static async Task<string> ReceivedAsync(Socket client)
    {
        var got = new byte[100];
        return System.Text.Encoding.UTF8.GetString(got, 0, await client.ReceiveAsync(got, TestContext.Current.CancellationToken));
    }

    public async Task<Socket> ConnectAsync(string listener)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(IPEndPoint.Parse(Listeners.List().Single(one => one.Name == listener).BoundEndpoint!), TestContext.Current.CancellationToken);
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await Listeners.StopAllAsync(TimeSpan.Zero);
        Configuration.Dispose();
        _folder.Dispose();
    }
}
