namespace ChatHub.Chat.Tests;

public sealed class DeliveryLatencyTests
{
    [Fact]
    public void Buckets_AnyTime_HoldItAndAreAnEighthWideAtMost()
    {
        for (long microseconds = 0; microseconds < 60_000_000; microseconds = Math.Max(microseconds + 1, microseconds * 33 / 32))
        {
            var bucket = DeliveryLatency.BucketOf(microseconds);
            var below = bucket == 0 ? -1 : DeliveryLatency.EndOf(bucket - 1);
            Assert.InRange(microseconds, below + 1, DeliveryLatency.EndOf(bucket));
            Assert.True(bucket < 16 || DeliveryLatency.EndOf(bucket) - below <= (below + 8) / 8, $"the bucket of {microseconds} µs is too wide");
        }
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(long.MaxValue / 2, DeliveryLatency.Buckets - 1)]
    public void Buckets_BeyondTheEnds_AreTheFirstAndTheLast(long microseconds, int bucket) => Assert.Equal(bucket, DeliveryLatency.BucketOf(microseconds));

    [Fact]
    public void Percentile_NinetyNineShortAndOneLong_TellsThemApart()
    {
        var latency = new DeliveryLatency();
        for (var i = 0; i < 99; i++)
        {
            latency.Add(TimeSpan.FromMicroseconds(10));
        }

        latency.Add(TimeSpan.FromSeconds(1));
        var counts = new long[DeliveryLatency.Buckets];
        latency.CopyTo(counts);

        Assert.Equal(TimeSpan.FromMicroseconds(10), DeliveryLatency.Percentile(counts, 0.5));
        Assert.Equal(TimeSpan.FromMicroseconds(10), DeliveryLatency.Percentile(counts, 0.99));
        Assert.InRange(DeliveryLatency.Percentile(counts, 0.995)!.Value.TotalSeconds, 1, 1.125);
        Assert.Null(DeliveryLatency.Percentile(new long[DeliveryLatency.Buckets], 0.5));
    }

    [Fact]
    public async Task Hub_BatchIsDelivered_CountsFromTheFirstPublishToTheLastReceiver()
    {
        using var test = new HubUnderTest();
        var ann = await test.JoinAsync();
        var ben = await test.JoinAsync();
        ben.Output.Hold(); // one of the receivers is slow to take it
        await ann.Say("hello");
        await ben.Output.Held.Soon();
        test.Time.Advance(TimeSpan.FromMilliseconds(20));
        ben.Output.LetGo();
        await ben.Output.UntilTexts(1);
        await ann.Say("a batch after it");
        await ben.Output.UntilTexts(2);

        var counts = new long[DeliveryLatency.Buckets];
        test.Hub.Latency.CopyTo(counts);
        Assert.Equal(1, counts[DeliveryLatency.BucketOf(20_000)]);
        Assert.Equal(0, counts[(DeliveryLatency.BucketOf(20_000) + 1)..].Sum());
    }
}
