using System.Security.Authentication;
using ChatHub.Chat;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Tests.Tls;

/// <summary>What is said over TLS.</summary>
public sealed class TlsTests : TlsTest
{
    [Theory]
    [InlineData(SslProtocols.Tls12, "TLS 1.2")]
    [InlineData(SslProtocols.Tls13, "TLS 1.3")]
    public async Task Client_WithTls_TalksWithOneWithout(SslProtocols version, string shown)
    {
        await using var host = await HostAsync();
        await using var client = await ConnectAsync(host, version);
        var plain = await host.ConnectAsync("plain");
        await WriteAsync(client, "hello\n");
        await plain.ExpectAsync("hello\n");
        Assert.Equal("hello\n", await ReadAsync(client, 6));
        await plain.SendAsync("answer\n");
        Assert.Equal("answer\n", await ReadAsync(client, 7));

        var row = host.Registry.Open().Single(one => one.Listener == "tls");
        Assert.Equal((shown, ConnectionState.Open), (row.Tls, row.State));
        Assert.Null(host.Find(plain)!.Tls);
        Assert.Equal(Thumbprint, Shown!.GetCertHashString());
    }

    [Fact]
    public async Task Kicked_GetsWhatItIsOwedAndAnEndThatNothingIsMissingFrom()
    {
        await using var host = await HostAsync();
        await using var client = await ConnectAsync(host);
        var row = host.Registry.Open().Single();
        for (var i = 0; i < 50; i++)
        {
            await host.SayAsync($"{i:00}");
        }

        host.Registry.Disconnect(row.Id, DisconnectReason.Kicked, "mia", "enough");

        var all = await ReadToEndAsync(client);
        Assert.Equal(string.Concat(Enumerable.Range(0, 50).Select(i => $"[服务器]：{i:00}\n")) + "[服务器]：an operator ended your connection: enough\n", all);
    }

    [Fact]
    public async Task Much_InBothDirections_ComesWholeAndInOrder()
    {
        await using var host = await HostAsync();
        await using var client = await ConnectAsync(host);
        var lines = string.Concat(Enumerable.Range(0, 2_000).Select(i => $"{i:00000} {new string('x', 190)}\n"));
        var sending = WriteAsync(client, lines);
        Assert.Equal(lines, await ReadAsync(client, lines.Length)); // Relay gives it back
        await sending;
    }

    [Fact]
    public async Task SlowReader_WithTls_IsCutOffAtItsBound()
    {
        await using var host = await HostAsync(new LimitsOptions { OutboxBytes = 64 * 1024 });
        await using var client = await ConnectAsync(host);
        var plain = await host.ConnectAsync("plain");
        var message = new string('x', 60_000) + "\n";
        for (var i = 0; i < 1000 && host.Registry.Open().Any(one => one.Listener == "tls"); i++)
        {
            await plain.SendAsync(message);
            await plain.ExpectAsync(message);
        }

        await Deadline.Until(() => host.Registry.Closed() is [{ Reason: DisconnectReason.SlowConsumer }], "it is cut off");
    }
}
