using System.Text;

namespace ChatHub.Chat.Contracts;

/// <summary>An output and the far end at which its bytes arrive. It writes what sessions say as lines that end in LF.</summary>
public abstract class OutputUnderTest : IAsyncDisposable
{
    /// <summary>The output.</summary>
    public abstract ISessionOutput Output { get; }

    /// <summary>Waits until so many bytes have arrived, and gives them.</summary>
    public abstract Task<string> ReadAsync(int bytes);

    /// <summary>Waits for the end, and gives what came before it.</summary>
    public abstract Task<string> ReadToEndAsync();

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}

/// <summary>What every <see cref="ISessionOutput"/> must do. Each implementation has a class that derives from this one.</summary>
public abstract class SessionOutputContract
{
    private static readonly SessionIdentity s_sender = new(1_000_000, "test", "192.0.2.1:1", Encoding.UTF8);

    /// <summary>Opens an output; nothing has been written to it.</summary>
    protected abstract Task<OutputUnderTest> OpenAsync();

    [Fact]
    public async Task Deliver_SeveralBatches_ArriveInTheOrderOfTheCalls()
    {
        await using var opened = await OpenAsync();
        var expected = new StringBuilder();
        for (var i = 0; i < 200; i++)
        {
            var texts = new[] { $"{i} first", $"{i} second 小明", $"{i} third" };
            expected.Append(string.Join('\n', texts)).Append('\n');

            var delivery = opened.Output.Deliver(Batch(texts), includesOwn: false);

            Assert.True(delivery.State is DeliveryState.Sent or DeliveryState.Queued, delivery.ToString());
            Assert.Equal(3, delivery.Messages);
        }

        Assert.Equal(expected.ToString(), await opened.ReadAsync(Encoding.UTF8.GetByteCount(expected.ToString())));
    }

    [Fact]
    public async Task Deliver_FromSeveralThreads_KeepsBatchesWholeAndEachThreadsOrder()
    {
        const int Threads = 4;
        const int Each = 200;
        await using var opened = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                opened.Output.Deliver(Batch($"{thread} {i:D3} a", $"{thread} {i:D3} b"), includesOwn: false);
            }
        }))).Soon();
        opened.Output.Complete(DisconnectReason.Kicked);

        var lines = (await opened.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Threads * Each * 2, lines.Length);
        Assert.All(lines.Chunk(2), pair => Assert.Equal(pair[0][..^1], pair[1][..^1]));
        Assert.All(lines.GroupBy(line => line[0]), ofThread => Assert.Equal(ofThread.Order(StringComparer.Ordinal), ofThread));
    }

    [Fact]
    public async Task Deliver_FarEndThatReadsNothing_DoesNotBlock()
    {
        await using var opened = await OpenAsync();
        var batch = Batch(new string('x', 64 * 1024));

        var deliveries = await Task.Run(() => Enumerable.Range(0, 400).Select(_ => opened.Output.Deliver(batch, includesOwn: false)).ToArray()).Soon();

        Assert.All(deliveries, delivery => Assert.Equal(delivery.State == DeliveryState.Skipped ? 0 : 1, delivery.Messages));
    }

    [Fact]
    public async Task Deliver_NothingForItsFormat_SaysNothing()
    {
        await using var opened = await OpenAsync();
        var notice = ChatMessage.OfSession(DateTimeOffset.UnixEpoch, s_sender, "guest-9", SystemEvent.Connected);

        var delivery = opened.Output.Deliver(new MessageBatch([notice]), includesOwn: false);
        opened.Output.Deliver(Batch("after"), includesOwn: false);

        Assert.Equal(new Delivery(DeliveryState.Nothing, 0), delivery);
        Assert.Equal("after\n", await opened.ReadAsync(6));
    }

    [Fact]
    public async Task Deliver_AnyBytes_DoesNotThrow()
    {
        await using var opened = await OpenAsync();
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(0, 40)];
            random.NextBytes(bytes);
            foreach (var kind in Enum.GetValues<MessageKind>())
            {
                var message = ChatMessage.FromSession(kind, DateTimeOffset.UnixEpoch, s_sender, "guest", bytes, bytes.Length);
                opened.Output.Deliver(new MessageBatch([message]), includesOwn: random.Next(2) == 0);
            }
        }
    }

    [Fact]
    public async Task Complete_AfterDeliveries_SendsWhatIsOwedAndThenEnds()
    {
        await using var opened = await OpenAsync();
        var line = new string('y', 32 * 1024);
        for (var i = 0; i < 4; i++)
        {
            opened.Output.Deliver(Batch(line), includesOwn: false);
        }

        opened.Output.Deliver(Batch("last"), includesOwn: false);
        opened.Output.Complete(DisconnectReason.Kicked);

        Assert.Equal(string.Concat(Enumerable.Repeat(line + "\n", 4)) + "last\n", await opened.ReadToEndAsync());
    }

    [Fact]
    public async Task Deliver_AfterComplete_IsSkipped()
    {
        await using var opened = await OpenAsync();
        opened.Output.Deliver(Batch("before"), includesOwn: false);
        opened.Output.Complete(DisconnectReason.Kicked);

        var delivery = opened.Output.Deliver(Batch("after"), includesOwn: false);

        Assert.Equal(new Delivery(DeliveryState.Skipped, 0), delivery);
        Assert.Equal("before\n", await opened.ReadToEndAsync());
    }

    [Fact]
    public async Task Deliver_AfterCompleteWhileMuchIsOwed_IsSkippedAndWhatIsOwedArrivesUnharmed()
    {
        await using var opened = await OpenAsync();
        var large = string.Concat(Enumerable.Range(0, 1_600_000).Select(i => $"{i:D10}"));
        Assert.Equal(1, opened.Output.Deliver(Batch(large), includesOwn: false).Messages);
        opened.Output.Complete(DisconnectReason.Kicked);

        var delivery = opened.Output.Deliver(Batch("after"), includesOwn: false);

        Assert.Equal(new Delivery(DeliveryState.Skipped, 0), delivery);
        Assert.True(large + "\n" == await opened.ReadToEndAsync(), "the bytes arrive as they were, each once");
    }

    [Fact]
    public async Task Complete_Twice_IsHarmless()
    {
        await using var opened = await OpenAsync();
        opened.Output.Complete(DisconnectReason.Kicked);
        opened.Output.Complete(DisconnectReason.ListenerStopped);

        Assert.Equal("", await opened.ReadToEndAsync());
    }

    private static MessageBatch Batch(params string[] texts) => new(texts.Select(text =>
    {
        var body = Encoding.UTF8.GetBytes(text);
        return ChatMessage.FromSession(MessageKind.Text, DateTimeOffset.UnixEpoch, s_sender, "guest", body, body.Length);
    }).ToArray());
}
