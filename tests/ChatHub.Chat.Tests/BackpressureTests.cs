namespace ChatHub.Chat.Tests;

/// <summary>Who publishes faster than the room delivers has to wait: memory is bounded.</summary>
public sealed class BackpressureTests : IDisposable
{
    private readonly HubUnderTest _host = new(new HubOptions { HighWaterBytes = 64 * 1024, LowWaterBytes = 16 * 1024 });

    public void Dispose() => _host.Dispose();

    [Fact]
    public async Task Publish_BelowHighWater_GoesOnAtOnce()
    {
        var holder = await HeldAsync();

        Assert.True(holder.Say("little").IsCompletedSuccessfully);
        Assert.InRange(_host.Hub.Totals.PendingBytes, 1, 64 * 1024);
    }

    [Fact]
    public async Task Publish_AboveHighWater_WaitsUntilThePumpIsBelowLowWater()
    {
        var holder = await HeldAsync();
        var other = _host.Open();

        var waits = holder.Say(new string('x', 80 * 1024));
        var othersWait = other.Say("me too");

        Assert.False(waits.IsCompleted);
        Assert.False(othersWait.IsCompleted);
        Assert.True(_host.Hub.Totals.PendingBytes > 80 * 1024);

        holder.Output.LetGo();
        await waits.Soon();
        await othersWait.Soon();
        await Deadline.Until(() => _host.Hub.Totals.PendingBytes == 0, "all is delivered");
    }

    [Fact]
    public async Task Whisper_AboveHighWater_WaitsToo()
    {
        var holder = await HeldAsync();
        var other = _host.Open();

        Assert.True(_host.Hub.PublishPrivate(other.Session, holder.Session, other.Message(new string('x', 80 * 1024)), out var wait));

        Assert.False(wait.IsCompleted);
        holder.Output.LetGo();
        await wait.Soon();
    }

    [Fact]
    public async Task Publish_InAnotherRoom_DoesNotWait()
    {
        var holder = await HeldAsync();
        var waits = holder.Say(new string('x', 80 * 1024));
        var lab = await _host.JoinAsync("lab");

        Assert.True(lab.Say("free").IsCompletedSuccessfully);
        Assert.False(waits.IsCompleted);
    }

    private async Task<Participant> HeldAsync()
    {
        var holder = await _host.JoinAsync();
        holder.Output.Hold();
        _ = holder.Say("hold");
        await holder.Output.Held.Soon();
        return holder;
    }
}
