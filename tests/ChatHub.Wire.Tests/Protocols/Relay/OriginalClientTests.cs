using System.Net.Sockets;
using ChatHub.Chat;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Transport;

namespace ChatHub.Wire.Tests.Protocols.Relay;

/// <summary>The unmodified Qt client: its bytes, exactly. Whether nothing more came is shown by what comes next.</summary>
public sealed class OriginalClientTests : IAsyncLifetime
{
    private const string Greeting = "服务器连接成功！";
    private const string Hello = "小明：你好 hello";

    private readonly WireHost _host = new WireHost().With("relay", ListenerProtocol.Relay).With("chat", ListenerProtocol.Chat, chat => chat.Greeting = "");

    public async ValueTask InitializeAsync() => await _host.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Connect_Always_GetsTheGreetingOf24BytesAndNothingMore()
    {
        var client = await _host.ConnectAsync("relay");
        await _host.ConnectAsync("relay"); // no notice of another either
        client.EndSending();

        var got = await client.ReadToEndAsync();

        Assert.Equal(24, got.Length);
        Assert.Equal(Convert.FromHexString("E69C8DE58AA1E599A8E8BF9EE68EA5E68890E58A9FEFBC81"), got);
    }

    [Fact]
    public async Task Text_WithoutEnding_ReachesAllWhoShowedNoEndingTheSenderIncludedUnchanged()
    {
        var sender = await GreetedAsync();
        var silent = await GreetedAsync();
        var other = await SpokenAsync("小红：hi", silent, sender);

        await sender.SendAsync(Hello);
        await _host.ReadByHubAsync(sender, Hello.Length);
        await _host.SilenceUntil(sender.ExpectAsync(Convert.FromHexString("E5B08FE6988EEFBC9AE4BDA0E5A5BD2068656C6C6F")));

        await silent.ExpectAsync(Hello);
        await other.ExpectAsync(Hello);
        foreach (var client in new[] { sender, silent, other })
        {
            client.EndSending();
            await client.ExpectEndAsync();
        }
    }

    [Fact]
    public async Task Text_WithoutEnding_ArrivesWithin200Milliseconds()
    {
        await using var host = await new WireHost(time: TimeProvider.System).With("relay", ListenerProtocol.Relay).StartAsync();
        var client = await host.ConnectAndReadAsync("relay", Greeting);
        var fastest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 50 && fastest >= TimeSpan.FromMilliseconds(200); attempt++) // a loaded machine may take longer once
        {
            var start = TimeProvider.System.GetTimestamp();
            await client.SendAsync(Hello);
            await client.ExpectAsync(Hello);
            var took = TimeProvider.System.GetElapsedTime(start);
            fastest = took < fastest ? took : fastest;
        }

        Assert.InRange(fastest, TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(200));
    }

    [Fact]
    public async Task Text_ForSessionsOfEachEnding_HasTheirEnding()
    {
        var qt = await GreetedAsync();
        var lf = await GreetedAsync();
        var crLf = await GreetedAsync();
        await lf.SendAsync("a\n");
        await qt.ExpectAsync("a\n"); // qt has shown no ending: exactly as the sender wrote it
        await lf.ExpectAsync("a\n");
        await crLf.ExpectAsync("a\n");
        await crLf.SendAsync("b\r\n");
        await qt.ExpectAsync("b\r\n");
        await lf.ExpectAsync("b\n");
        await crLf.ExpectAsync("b\r\n");

        await qt.SendAsync(Hello);
        await _host.ReadByHubAsync(qt, Hello.Length);
        await _host.SilenceUntil(qt.ExpectAsync(Hello));
        await lf.ExpectAsync(Hello + "\n");
        await crLf.ExpectAsync(Hello + "\r\n");

        await lf.SendAsync("c\n");
        await qt.ExpectAsync("c");
        await lf.ExpectAsync("c\n");
        await crLf.ExpectAsync("c\r\n");
    }

    [Fact]
    public async Task Text_OfARawTerminal_TeachesCrLf()
    {
        var terminal = await GreetedAsync();
        await terminal.SendAsync("a\r");
        await _host.ReadByHubAsync(terminal, 2);

        await _host.SilenceUntil(terminal.ExpectAsync("a\r\n"));
    }

    [Fact]
    public async Task Name_BeforeTheColon_IsShownToTheOperator()
    {
        var client = await GreetedAsync();
        Assert.StartsWith("guest-", _host.Find(client)!.Name, StringComparison.Ordinal);
        await client.SendAsync(Hello + "\n");
        await client.ExpectAsync(Hello + "\n");

        var seen = _host.Find(client)!;
        Assert.Equal(("小明", "relay", "Relay", "lobby", 1L), (seen.Name, seen.Listener, seen.Protocol, seen.Room, seen.MessagesIn));
        Assert.Equal(22, seen.BytesIn);
        await Deadline.Until(() => _host.Find(client)!.BytesOut == 24 + 22, "the greeting and the text are counted");
    }

    [Theory]
    [InlineData("bob: hi", "bob")]
    [InlineData("小明：", "小明")]
    [InlineData("小明：12:30", "小明")]
    [InlineData("12:30 lunch", null)]
    [InlineData("http://example.org", null)]
    [InlineData("：no name", null)]
    [InlineData("no colon", null)]
    [InlineData("a\u202Eb：hi", null)]
    [InlineData("a\uFFFEb：hi", "ab")]
    [InlineData("12345678901234567890123456789012345：too long a name", null)]
    public async Task Name_OfVariousTexts_IsLearnedOnlyWhereItIsOne(string text, string? name)
    {
        var client = await GreetedAsync();
        var guest = _host.Find(client)!.Name;
        await client.SendAsync(text + "\n");
        await client.ExpectAsync(text + "\n");

        Assert.Equal(name ?? guest, _host.Find(client)!.Name);
    }

    [Fact]
    public async Task Operator_Message_HasThePrefixAndTheEndingOfEach()
    {
        var silent = await GreetedAsync();
        var qt = await SpokenAsync(Hello, silent);
        var crLf = await GreetedAsync();
        await crLf.SendAsync("x\r\n");
        await silent.ExpectAsync("x\r\n");
        await qt.ExpectAsync("x");
        await crLf.ExpectAsync("x\r\n");

        var outcome = await _host.SayAsync("早上好");

        Assert.Equal((3, 0), (outcome.Recipients, outcome.Skipped));
        await qt.ExpectAsync("[服务器]：早上好");
        await silent.ExpectAsync("[服务器]：早上好\n");
        await crLf.ExpectAsync("[服务器]：早上好\r\n");
        qt.EndSending();
        await qt.ExpectEndAsync();
    }

    [Fact]
    public async Task Farewell_GluedToText_RelaysTheTextAndEndsTheSession()
    {
        var other = await GreetedAsync();
        var client = await GreetedAsync();
        await client.SendAsync("小明：bye@断开连接@");
        await _host.ReadByHubAsync(client, 1);

        await _host.SilenceUntil(client.ExpectAsync("小明：bye"));
        await other.ExpectAsync("小明：bye");
        await client.ExpectEndAsync();
        client.Dispose();
        Assert.Equal((DisconnectReason.Farewell, "小明"), Ended(await _host.ClosedAsync(client)));
        await _host.SayAsync("fence");
        await other.ExpectAsync("[服务器]：fence\n");
    }

    [Theory]
    [InlineData("小明：hi小明：hi@断开连接@", "小明：hi小明：hi")]
    [InlineData("@断开连接@", "")]
    public async Task Farewell_ThenFin_EndsAsFarewell(string sent, string relayed)
    {
        var other = await GreetedAsync();
        var client = await GreetedAsync();
        await client.SendAsync(sent);
        client.EndSending();

        Assert.Equal(DisconnectReason.Farewell, (await _host.ClosedAsync(client)).Reason);
        await client.ExpectAsync(relayed);
        await client.ExpectEndAsync();
        await _host.SayAsync("fence");
        await other.ExpectAsync(relayed + "[服务器]：fence\n");
    }

    [Fact]
    public async Task Farewell_InsideText_IsText()
    {
        var client = await GreetedAsync();
        await client.SendAsync("小明：say @断开连接@ to leave\n");
        await client.ExpectAsync("小明：say @断开连接@ to leave\n");
    }

    [Fact]
    public async Task Kill_BareFin_IsClientClosedAndOffTheList()
    {
        var client = await GreetedAsync();
        client.Dispose();

        Assert.Equal(DisconnectReason.ClientClosed, (await _host.ClosedAsync(client)).Reason);
        Assert.Equal((0, 0), (_host.Registry.Count, _host.Listeners.List()[0].Connections));
    }

    [Fact]
    public async Task Kill_WithReset_IsClientClosedAndOffTheList()
    {
        var client = await GreetedAsync();
        client.Reset();

        Assert.Equal(DisconnectReason.ClientClosed, (await _host.ClosedAsync(client)).Reason);
        Assert.Equal(0, _host.Registry.Count);
    }

    [Fact]
    public async Task Kill_WithinASecond_IsOffTheList()
    {
        var fastest = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 5 && fastest >= TimeSpan.FromSeconds(1); attempt++) // a loaded machine may take longer once
        {
            var client = await GreetedAsync();
            var start = TimeProvider.System.GetTimestamp();
            client.Reset();
            await Deadline.Until(() => _host.Registry.Count == 0, "it is off the list");
            var took = TimeProvider.System.GetElapsedTime(start);
            fastest = took < fastest ? took : fastest;
        }

        Assert.True(fastest < TimeSpan.FromSeconds(1), $"{fastest}");
    }

    [Fact]
    public async Task Connection_Always_KeepsAliveAndDoesNotDelay()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        SocketTuning.ApplyToListener(socket);

        Assert.True(socket.NoDelay);
        Assert.NotEqual(0, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        await _host.ConnectAsync("relay");
    }

    [Fact]
    public void Connections_ThatComeTogether_AreProbedAtDifferentTimes()
    {
        var times = Enumerable.Range(0, SocketTuning.MostSilence - SocketTuning.LeastSilence + 1).Select(_ =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            SocketTuning.ApplyToAccepted(socket);
            return (int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!;
        }).ToArray();

        Assert.All(times, time => Assert.InRange(time, SocketTuning.LeastSilence, SocketTuning.MostSilence));
        Assert.InRange(times.Distinct().Count(), times.Length / 2, times.Length); // connections of other tests take times in between
    }

    private static (DisconnectReason, string) Ended(ConnectionSnapshot closed) => (closed.Reason, closed.Name);

    private Task<TestClient> GreetedAsync() => _host.ConnectAndReadAsync("relay", Greeting);

    /// <summary>A client that has spoken without an ending; the others have read it.</summary>
    private async Task<TestClient> SpokenAsync(string text, params TestClient[] others)
    {
        var client = await GreetedAsync();
        await client.SendAsync(text);
        await _host.ReadByHubAsync(client, 1);
        await _host.SilenceUntil(client.ExpectAsync(text));
        foreach (var other in others)
        {
            await other.ExpectAsync(text);
        }

        return client;
    }
}
