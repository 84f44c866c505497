using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Server.Webhooks;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Webhooks;

/// <summary>How far a webhook is survives a restart, so nothing is lost.</summary>
public sealed class WebhookRestartTests
{
    [Fact]
    public async Task Restart_WhileEventsWait_LosesNoneAndSendsNoneTwice()
    {
        using var folder = new TempFolder();
        await using var work = new HookAtWork(("Grace", "00:10:00")).Start();
        work.Answer = (body, cancellation) => body.Entry!.Text == "3" ? HangAsync(cancellation) : Task.FromResult(WebhookAnswer.Of(200));
        work.Disconnect(1); // will be back after the restart
        work.Disconnect(2, "192.0.2.2"); // will not
        work.Say(Enumerable.Range(0, 300).Select(number => $"{number}"));
        await work.UntilAsync(() => work.Attempts.Any(one => one.Entry!.Text == "3"), "the fourth is under way");

        var place = Kept(folder, await work.StopAsync());
        work.Say("said meanwhile");
        work.Connect(3);
        work.Answer = (_, _) => Task.FromResult(WebhookAnswer.Of(200));
        work.GoOn(place);
        await work.UntilAsync(() => work.Told().Contains("message:said meanwhile"), "all is sent", step: 10);
        work.Time.Advance(TimeSpan.FromMinutes(10));
        await work.UntilAsync(() => work.Told().Contains("disconnect:2"), "the disconnect is sent");

        Assert.Equal([.. Enumerable.Range(0, 300).Select(number => $"message:{number}"), "message:said meanwhile", "disconnect:2"], work.Told());
    }

    [Fact]
    public async Task Restart_AtOnceAgain_KeepsWhatHadWaitedBefore()
    {
        await using var work = new HookAtWork();
        work.Answer = (_, cancellation) => HangAsync(cancellation);
        work.Say("1", "2", "3");
        work.Start(new(0, [])); // all three are there when it looks
        await work.UntilAsync(() => !work.Attempts.IsEmpty, "the first is under way");
        var place = await work.StopAsync();
        Assert.Equal(new WebhookPlace(3, [1, 2, 3]), place);

        var second = new Webhook(work.Settings, work.Feed, (_, _) => Task.FromResult(WebhookAnswer.Of(200)), work.Time, work.Said);
        second.BeginAt(place); // stopped before it did anything

        Assert.Equal(place, second.Place);
    }

    [Fact]
    public async Task FirstStart_EarlierMessages_AreNotSent()
    {
        await using var work = new HookAtWork();
        work.Say("before");
        work.Start();
        work.Say("after");
        await work.UntilAsync(() => !work.Taken.IsEmpty, "one is sent");

        Assert.Equal(["message:after"], work.Told());
    }

    [Fact]
    public async Task Log_HasLessThanBefore_GoesOnWithWhatComes()
    {
        await using var work = new HookAtWork();
        work.Say("1", "2");
        work.GoOn(new(77, [50]));
        work.Say("3");
        await work.UntilAsync(() => !work.Taken.IsEmpty, "one is sent");

        Assert.Equal(["message:3"], work.Told());
        Assert.Equal(1, work.Now.Dropped[WebhookDrop.Gone]);
    }

    [Fact]
    public void Places_FileIsDamaged_IsSetAsideAndSaid()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("webhooks.json"), "{ \"pager\": ");
        var log = new RecordingLog<WebhookPlaces>();

        Assert.Empty(new WebhookPlaces(folder.File("webhooks.json"), TimeProvider.System, log).Read());

        Assert.Contains("was set aside as webhooks.json.damaged-", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("webhooks.json")));
    }

    [Fact]
    public void Places_WebhookIsNotSetForOneRun_IsKeptForAWeek()
    {
        using var folder = new TempFolder();
        var time = new FakeTimeProvider(Sample.Noon);
        var (pager, board) = (new WebhookPlace(7, [3]), new WebhookPlace(9, []));
        New().Write(new Dictionary<string, WebhookPlace> { ["pager"] = pager, ["board"] = board });
        var next = New();
        next.Read();
        next.Write(new Dictionary<string, WebhookPlace> { ["board"] = new(12, []) });

        Assert.Equal((pager with { UnsetSince = Sample.Noon }, 12), (New().Read()["pager"], New().Read()["board"].Position));
        time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(Sample.Noon, New().Read()["pager"].UnsetSince);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["board"], New().Read().Keys); // what is set as "pager" from now on is another one

        WebhookPlaces New() => new(folder.File("webhooks.json"), time, new RecordingLog<WebhookPlaces>());
    }

    private static async Task<WebhookAnswer> HangAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
        return WebhookAnswer.Of(200);
    }

    /// <summary>What of it comes back from the file.</summary>
    private static WebhookPlace Kept(TempFolder folder, WebhookPlace place)
    {
        var log = new RecordingLog<WebhookPlaces>();
        new WebhookPlaces(folder.File("webhooks.json"), TimeProvider.System, log).Write(new Dictionary<string, WebhookPlace> { ["pager"] = place });
        return new WebhookPlaces(folder.File("webhooks.json"), TimeProvider.System, log).Read()["pager"];
    }
}
