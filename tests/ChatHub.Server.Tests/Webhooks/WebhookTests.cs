using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Webhooks;
using Xunit;

namespace ChatHub.Server.Tests.Webhooks;

/// <summary>One webhook: what it sends, tries again, and drops.</summary>
public sealed class WebhookTests
{
    private static readonly WebhookAnswer s_failed = WebhookAnswer.Of(500);

    [Fact]
    public async Task Event_ReceiverFailsTwice_IsTriedAgainLaterAndTakenOnce()
    {
        await using var work = new HookAtWork().Start();
        var answers = new Queue<WebhookAnswer>([s_failed, new(WebhookFault.Timeout), WebhookAnswer.Of(200)]);
        work.Answer = (_, _) => Task.FromResult(answers.Dequeue());

        work.Say("hello");
        await work.UntilAsync(() => work.Now.NextTryAt is not null, "the first attempt fails");
        Assert.Single(work.Attempts);
        var (since, next) = (work.Now.FailingSince, work.Now.NextTryAt!.Value);
        Assert.InRange(next - work.Now.Failures[0].At, TimeSpan.FromMilliseconds(1), Webhook.LongestPause + TimeSpan.FromSeconds(10)); // the clock runs on between the failure and the pause
        await work.UntilAsync(() => work.Taken.Count == 1, "it is taken");

        Assert.Equal(3, work.Attempts.Count);
        Assert.Single(work.Attempts.Select(one => one.Id).Distinct());
        var now = work.Now;
        Assert.Equal((1, 2, 2, 0), (now.Delivered, now.Failed, now.Retried, now.Waiting));
        Assert.Null(now.FailingSince);
        Assert.NotNull(since);
        Assert.Equal([new(WebhookFault.Timeout), s_failed], now.Failures.Select(one => one.Answer));
        Assert.Equal(2, work.Said.Lines.Length);
        Assert.Contains("could not be delivered to https://example.org (Status 500)", work.Said.Lines[0], StringComparison.Ordinal);
        Assert.Contains("is delivered again", work.Said.Lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(120)]
    [InlineData(600)] // longer than the longest pause of its own
    public async Task Receiver_SaysHowLongToWait_IsLeftAloneForSoLong(int seconds)
    {
        await using var work = new HookAtWork().Start();
        var answers = new Queue<WebhookAnswer>([WebhookAnswer.Of(503) with { Wait = TimeSpan.FromSeconds(seconds) }, s_failed, WebhookAnswer.Of(200)]);
        work.Answer = (_, _) => Task.FromResult(answers.Dequeue());

        work.Say("hello");
        await work.UntilAsync(() => work.Now.NextTryAt is not null, "the first attempt fails");
        var next = work.Now.NextTryAt!.Value;
        Assert.InRange(next - work.Now.Failures[0].At, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds + 10)); // the clock runs on between the failure and the pause
        await work.UntilAsync(() => work.Attempts.Count == 2, "the second attempt", step: 1000);
        Assert.InRange(work.Time.GetUtcNow(), next, DateTimeOffset.MaxValue);
        await work.UntilAsync(() => work.Now.NextTryAt > next, "it fails too");
        Assert.InRange(work.Now.NextTryAt!.Value - work.Now.Failures.Max(failure => failure.At), TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(30)); // its own pace again
        await work.UntilAsync(() => work.Taken.Count == 1, "it is taken");
    }

    [Fact]
    public async Task Receiver_IsDead_PausesGrow()
    {
        await using var work = new HookAtWork().Start();
        work.Answer = (_, _) => Task.FromResult(s_failed);
        work.Say("hello");

        await work.UntilAsync(() => work.Attempts.Count == 1, "the first attempt");
        await work.UntilAsync(() => work.Now.NextTryAt > work.Time.GetUtcNow() + TimeSpan.FromMinutes(1), "a pause of more than a minute", step: 1000);

        Assert.InRange(work.Attempts.Count, 4, 15);
        Assert.True(work.Now.NextTryAt - work.Time.GetUtcNow() <= Webhook.LongestPause);
    }

    [Fact]
    public async Task Receiver_IsDead_WhatIsTooOldIsDroppedCountedAndSaidOnce()
    {
        await using var work = new HookAtWork(("KeepFor", "00:01:00")).Start();
        work.Answer = (_, _) => Task.FromResult(s_failed);
        work.Say(Enumerable.Range(0, 50).Select(number => $"{number}"));

        await work.UntilAsync(() => work.Now.Dropped[WebhookDrop.TooOld] == 50, "all are dropped", step: 100);
        Assert.Equal(0, work.Now.Waiting);
        Assert.Single(work.Said.Lines, line => line.Contains("drops events (TooOld)", StringComparison.Ordinal));
        Assert.InRange(work.Now.Failures.Count, 3, WebhookCounts.MostFailures);

        work.Answer = (_, _) => Task.FromResult(WebhookAnswer.Of(200));
        work.Say("alive");
        await work.UntilAsync(() => !work.Taken.IsEmpty, "the next is delivered", step: 500);
        Assert.Equal(["message:alive"], work.Told());
        Assert.Contains(work.Said.Lines, line => line.Contains("50 events were dropped", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Receiver_IsDead_WhatIsTooFarBackIsDropped()
    {
        await using var work = new HookAtWork(("QueueLength", "100")).Start();
        work.Answer = (_, _) => Task.FromResult(s_failed);
        work.Say("first");
        await work.UntilAsync(() => work.Attempts.Count == 1, "the first attempt");

        work.Say(Enumerable.Range(1, 1_000).Select(number => $"{number}"));
        await work.UntilAsync(() => work.Now.Dropped[WebhookDrop.TooMany] == 900, "all but 100 before the last are dropped", step: 500);
        Assert.InRange(work.Now.Waiting, 1, 200); // what is held in memory
        work.Answer = (_, _) => Task.FromResult(WebhookAnswer.Of(200));
        await work.UntilAsync(() => work.Taken.Count == 101, "the rest is delivered", step: 500);

        Assert.Equal(Enumerable.Range(900, 101).Select(number => $"message:{number}"), work.Told());
    }

    [Fact]
    public async Task Event_IsRefused_GoesAfterSomeTriesAndTheNextOneIsDelivered()
    {
        await using var work = new HookAtWork().Start();
        work.Answer = (body, _) => Task.FromResult(WebhookAnswer.Of(body.Entry!.Text == "poison" ? 422 : 200));

        work.Say("poison", "good");
        await work.UntilAsync(() => work.Taken.Count == 1, "the second is taken", step: 500);

        Assert.Equal(["message:good"], work.Told());
        Assert.Equal(Webhook.MostRefusals, work.Attempts.Count(one => one.Entry!.Text == "poison"));
        Assert.Equal(1, work.Now.Dropped[WebhookDrop.Refused]);
    }

    [Fact]
    public async Task Receiver_NeverAnswers_HoldsUpNeitherTheHubNorAnotherWebhook()
    {
        await using var slow = new HookAtWork().Start();
        slow.Answer = async (_, cancellation) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation).ContinueWith(_ => s_failed, TaskScheduler.Default);
        var taken = 0;
        var fast = new Webhook(slow.Settings, slow.Feed, (_, _) => Task.FromResult(WebhookAnswer.Of(Interlocked.Increment(ref taken) > 0 ? 200 : 0)), slow.Time, slow.Said);
        fast.BeginAt(null);
        using var stop = new CancellationTokenSource();
        var work = Task.Run(() => fast.RunAsync(stop.Token), CancellationToken.None);

        slow.Say(Enumerable.Range(0, 5_000).Select(number => $"{number}"));
        await slow.UntilAsync(() => Volatile.Read(ref taken) == 5_000, "the fast one has all");

        Assert.Single(slow.Attempts);
        Assert.InRange(slow.Now.Waiting, 1, 200);
        await stop.CancelAsync();
        await work.Soon();
    }

    [Fact]
    public async Task Messages_Filter_OnlyWhatMeetsItIsSent()
    {
        await using var work = new HookAtWork(("Filter", "q=alarm*&sender=anna&listener=relay")).Start();

        work.Say("all quiet", "ALARMS in hall 3", new string('x', 10_000) + " alarm at the end", "no");
        await work.UntilAsync(() => work.Taken.Count == 2, "both are taken");
        work.Hub.Record(ChatMessage.FromServer(work.Time.GetUtcNow(), "alarm test", "mia", null)); // another sender
        work.Say("alarm over");
        await work.UntilAsync(() => work.Taken.Count == 3, "the last is taken");

        Assert.Equal(["ALARMS in hall 3", "alarm over"], work.Taken.Select(one => one.Entry!.Text).Where(text => text.Length < 100));
        var cut = work.Taken.ElementAt(1).Entry!;
        Assert.Equal((true, 10_017, LoggedMessage.MostBodyBytes), (cut.Truncated, cut.Bytes, cut.Text.Length));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("kind=text", false)]
    [InlineData("kind=private,text", true)]
    public async Task Messages_Private_AreSentOnlyWhereTheFilterNamesThem(string filter, bool expected)
    {
        await using var work = new HookAtWork(("Filter", filter)).Start();
        work.Hub.Record(ChatMessage.FromSession(MessageKind.Private, work.Time.GetUtcNow(), new(1, "chat", "192.0.2.1:5", System.Text.Encoding.UTF8), "Tom", "psst"u8.ToArray(), 4, recipient: "Anna"));
        await work.CaughtUpAsync();

        Assert.Equal(expected ? ["message:psst"] : [], work.Told());
    }

    [Fact]
    public async Task Events_OnlyThoseSet_AreSent()
    {
        await using var work = new HookAtWork(("Events", "Fault, connect")).Start();
        work.Connect(1);
        work.Say("hello");
        work.Disconnect(1, reason: DisconnectReason.Kicked);
        work.Hub.Record(ChatMessage.OfListener(work.Time.GetUtcNow(), "relay", SystemEvent.ListenerFaulted, "address already in use"));
        await work.UntilAsync(() => work.Taken.Count == 2, "two are taken");

        Assert.Equal(["connect:1", "fault:listenerFaulted"], work.Told());
    }

    [Fact]
    public async Task Log_CannotWrite_TheFaultIsToldAllTheSame()
    {
        await using var work = new HookAtWork();
        work.Log = MessageLogStatus.Off with { State = MessageLogState.Running, LastId = 0 };
        work.Start();
        work.Say("not on the disk yet");
        work.Hub.Record(ChatMessage.OfLog(work.Time.GetUtcNow(), SystemEvent.LogDegraded, "the disk is full"));
        await work.UntilAsync(() => work.Now.Behind == 2, "they are there");
        var looks = work.Looks;
        await work.UntilAsync(() => work.Looks > looks + 3, "it has looked");

        Assert.Empty(work.Attempts); // a crash could give their numbers to others
        work.Log = work.Log with { State = MessageLogState.Degraded };
        await work.UntilAsync(() => work.Taken.Count == 2, "both are taken");
        Assert.Equal(["message:not on the disk yet", "fault:logDegraded"], work.Told());
    }

    [Fact]
    public async Task Event_CannotBeWritten_DoesNotHoldUpTheNext()
    {
        await using var work = new HookAtWork().Start();
        work.Answer = (body, _) => body.Entry!.Text == "poison" ? throw new InvalidOperationException("no") : Task.FromResult(WebhookAnswer.Of(200));

        work.Say("poison", "good");
        await work.UntilAsync(() => work.Taken.Count == 1, "the second is taken", step: 500);

        Assert.Equal(1, work.Now.Dropped[WebhookDrop.Refused]);
    }

    [Fact]
    public async Task Event_CannotBeSentForNow_IsNotDropped()
    {
        await using var work = new HookAtWork().Start();
        var tries = 0;
        work.Answer = (_, _) => ++tries <= 8 ? throw new FileNotFoundException("out of descriptors") : Task.FromResult(WebhookAnswer.Of(200));

        work.Say("kept");
        await work.UntilAsync(() => work.Taken.Count == 1, "it is taken", step: 500);

        Assert.DoesNotContain(work.Now.Dropped, one => one.Value > 0);
    }

    [Fact]
    public void Failures_Many_TheLastAreKept()
    {
        var counts = new WebhookCounts();
        for (var number = 0; number < 25; number++)
        {
            counts.Failed(new(Sample.Noon, WebhookEvent.Message, $"{number}", s_failed));
        }

        var failures = counts.Of(HookAtWork.SettingsOf(), 0, 0).Failures;
        Assert.Equal((WebhookCounts.MostFailures, "24"), (failures.Count, failures[0].Id));
    }

    [Fact]
    public async Task Test_Fails_IsShownButDoesNotCountAsFailing()
    {
        await using var work = new HookAtWork().Start();
        work.Answer = (_, _) => Task.FromResult(WebhookAnswer.Of(404));

        Assert.Equal(WebhookAnswer.Of(404), await work.Hook.TestAsync(CancellationToken.None));

        Assert.Equal((WebhookEvent.Test, 404), (Assert.Single(work.Now.Failures).Event, work.Now.Failures[0].Answer.Status));
        Assert.Null(work.Now.FailingSince);
        Assert.Equal(0, work.Now.Failed);
    }

    [Fact]
    public async Task Log_CannotWriteAndMemoryHasGoneOn_WhatIsNeitherHereNorThereIsWaitedFor()
    {
        var disk = new ListReader();
        await using var work = new HookAtWork(disk, new HubOptions { HistoryLength = 100 });
        string[] texts = [.. Enumerable.Range(1, 300).Select(number => $"{number}")];
        work.Say(texts);
        disk.Say(texts[..50]);
        work.Log = MessageLogStatus.Off with { State = MessageLogState.Degraded, LastId = 50 };
        work.Start(new(20, []));

        await work.UntilAsync(() => work.Taken.Count == 30, "what is on the disk is delivered");
        var looks = work.Looks;
        await work.UntilAsync(() => work.Looks > looks + 20, "it has looked for more");
        Assert.Equal((30, 50L), (work.Taken.Count, work.Hook.Place.Position));
        disk.Say(texts[50..]);
        work.Log = work.Log with { State = MessageLogState.Running, LastId = 300 };
        await work.UntilAsync(() => work.Hook.Place.Position == 300 && work.Now.Waiting == 0, "it has caught up");

        Assert.Equal(texts[20..].Select(text => $"message:{text}"), work.Told());
        Assert.Equal(0, work.Now.Dropped[WebhookDrop.Gone]);
    }
}
