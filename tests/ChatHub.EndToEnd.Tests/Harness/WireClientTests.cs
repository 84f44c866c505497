using System.Net.Sockets;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Harness;

public sealed class WireClientTests
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Client_TalksToAnEcho_ReadsWhatItSentAndNothingMore()
    {
        await using var server = LocalServer.Echo();
        using var client = await WireClient.ConnectAsync(server.Port);

        await client.ExpectNothingAsync(Quiet);
        await client.SendAsync("小明：你好\r\nhello\n");
        Assert.Equal("小明：你好\r\n", await client.ReadUntilAsync("\r\n"));
        await client.ExpectOnlyAsync("hello\n", Quiet);

        await client.SendAsync(new byte[] { 0, 255, 10 });
        Assert.Equal([0, 255], await client.ReadExactlyAsync(2));
        Assert.Equal([10], await client.ReadAvailableForAsync(Quiet));
    }

    [Fact]
    public async Task Client_ShutsDownItsSendingSide_ReadsTheRestToTheEnd()
    {
        await using var server = LocalServer.Echo();
        using var client = await WireClient.ConnectAsync(server.Port);

        await client.SendAsync("last words ");
        client.ShutdownSend();

        Assert.Equal("last words bye"u8.ToArray(), await client.ReadToEndAsync());
    }

    [Fact]
    public async Task Client_SendsMoreThanOneBufferHolds_ReadsAllOfItBack()
    {
        await using var server = LocalServer.Echo();
        using var client = await WireClient.ConnectAsync(server.Port);
        var bytes = new byte[1_000_000];
        new Random(1).NextBytes(bytes);

        var sending = client.SendAsync(bytes);
        var received = await client.ReadExactlyAsync(bytes.Length);
        await sending;

        Assert.True(bytes.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task Client_Aborts_TheServerSeesAReset()
    {
        var end = new TaskCompletionSource<SocketError>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = LocalServer.Silent(end.SetResult);
        using var client = await WireClient.ConnectAsync(server.Port);

        client.Abort();

        Assert.Equal(SocketError.ConnectionReset, await end.Task.WaitAsync(Deadline.Default, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Expectation_SomethingElseArrives_FailsWithHexAndText()
    {
        await using var server = LocalServer.Echo();
        using var client = await WireClient.ConnectAsync(server.Port);

        await client.SendAsync("é\n");
        var different = await Assert.ThrowsAsync<WireException>(() => client.ExpectAsync("e\n"));
        Assert.Contains("but got 3 bytes\n    c3 a9 0a\n    as text: \"é\\n\"", different.Message, StringComparison.Ordinal);

        var late = await Assert.ThrowsAsync<WireException>(() => client.ReadExactlyAsync(4, Quiet));
        Assert.Contains("then nothing until the deadline", late.Message, StringComparison.Ordinal);

        client.ShutdownSend();
        var ended = await Assert.ThrowsAsync<WireException>(() => client.ReadUntilAsync("never"));
        Assert.Contains("then the other side closed", ended.Message, StringComparison.Ordinal);
    }
}
