using System.Net;
using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Operators.Sending;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Sending;

public sealed class SendingCommandsTests : DashboardTest
{
    private OperatorCommands Commands => Services.GetRequiredService<OperatorCommands>();

    private OperatorJobs Jobs => Services.GetRequiredService<OperatorJobs>();

    [Fact]
    public async Task Send_TextWithNames_GivesEachItsOwn()
    {
        Join(1);
        Join(2);

        var outcome = await Commands.SendAsync(new SendContent("hi {name}", HasPlaceholders: true), new SendTarget.Everyone(), TimeZoneInfo.Utc, 1, Mia);

        Assert.Equal(2, outcome.Recipients);
        Assert.Equal(["hi guest-1 to #1", "hi guest-2 to #2"], Said().Select(message => $"{message.Text} to {message.Recipient}").Order());
        Assert.Equal([1, 2], outcome.Results.Select(result => result.Id).Order());
    }

    [Fact]
    public async Task Send_TextWithNamesForTooMany_IsRefused()
    {
        for (var id = 1; id <= OperatorCommands.MostNamed + 1; id++)
        {
            Join(id);
        }

        var refusal = await Assert.ThrowsAsync<SendRefusedException>(
            () => Commands.SendAsync(new SendContent("hi {name}", HasPlaceholders: true), new SendTarget.ToListener("relay"), TimeZoneInfo.Utc, 1, Mia));

        Assert.Equal(SendProblemKind.TooManyNames, refusal.Problem.Kind);
        Assert.Empty(Said());
    }

    [Fact]
    public async Task Send_SomeDidNotGetIt_TellsWhoAndWhy()
    {
        Join(1);
        Join(2, DeliveryState.Queued);
        Join(3, DeliveryState.Skipped);

        var outcome = await Commands.SendAsync(new SendContent("hi"), new SendTarget.ToSessions([1, 2, 3, 99]), TimeZoneInfo.Utc, 1, Mia);

        Assert.Equal((2, 1, 2), (outcome.Recipients, outcome.Queued, outcome.Skipped));
        Assert.Equal(
            [new(3, "guest-3", SendFate.NotTaken), new(99, "", SendFate.Gone), new(2, "guest-2", SendFate.Queued), new(1, "guest-1", SendFate.Sent)], outcome.Results);
    }

    [Fact]
    public async Task Send_ToAListener_ReachesItsSessionsOnly()
    {
        Join(1);
        Hub.Open(new SessionIdentity(2, "chat", IPAddress.Loopback.ToString(), Encoding.UTF8), new TakingOutput(DeliveryState.Sent));

        Assert.Equal(1, (await Commands.SendAsync(new SendContent("hi"), new SendTarget.ToListener("chat"), TimeZoneInfo.Utc, 1, Mia)).Recipients);
        Assert.Equal("listener chat", Said().Single().Recipient);
    }

    [Fact]
    public async Task Repeat_ThreeRounds_SendsAtItsPaceAndEnds()
    {
        Join(1);
        Commands.Repeat(new SendContent("round {n}", HasPlaceholders: true), new SendTarget.Everyone(), TimeSpan.FromSeconds(5), 3, TimeZoneInfo.Utc, Mia);
        await Until.True(() => Jobs.List() is [{ Done: 1 }], "the rounds");
        Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal((1, JobState.Running), (Jobs.List()[0].Done, Jobs.List()[0].State));
        Time.Advance(TimeSpan.FromSeconds(0.1));
        await Until.True(() => Jobs.List() is [{ Done: 2 }], "the rounds");
        Time.Advance(TimeSpan.FromSeconds(5));
        await Until.True(() => Jobs.List() is [{ State: JobState.Done }], "the rounds");
        Time.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(["round 1", "round 2", "round 3"], Said().Select(message => message.Text));
        Assert.Equal((JobKind.Repeat, "everyone", 3, 0), Jobs.List() is [var job] ? (job.Kind, job.Label, job.Done, job.Missed) : default);
    }

    [Fact]
    public async Task Repeat_ItsOperatorLosesTheRights_Ends()
    {
        Join(1);
        Commands.Repeat(new SendContent("x"), new SendTarget.Everyone(), TimeSpan.FromSeconds(1), 100, TimeZoneInfo.Utc, Mia);
        Commands.Repeat(new SendContent("y"), new SendTarget.Everyone(), TimeSpan.FromSeconds(1), 100, TimeZoneInfo.Utc, Sample.Of(OperatorRole.Operator, "ann"));
        await Until.True(() => Jobs.List().All(job => job.Done == 1), "the rounds");

        Assert.Equal(1, Jobs.StopAllOf("mia"));
        Time.Advance(TimeSpan.FromSeconds(1));
        await Until.True(() => Jobs.List()[1].Done == 2, "the rounds");

        Assert.Equal((JobState.Stopped, 1), (Jobs.List()[0].State, Jobs.List()[0].Done));
    }

    [Theory]
    [InlineData(0.05, 3)]
    [InlineData(3_601, 3)]
    [InlineData(1, 0)]
    [InlineData(1, 10_001)]
    public void Repeat_PaceIsOutOfRange_IsRefused(double seconds, int times) => Assert.Equal(
        SendProblemKind.Pace,
        Assert.Throws<SendRefusedException>(() => Commands.Repeat(new SendContent("x"), new SendTarget.Everyone(), TimeSpan.FromSeconds(seconds), times, TimeZoneInfo.Utc, Mia)).Problem.Kind);

    [Fact]
    public void SendFile_NobodyOrTooLong_IsRefused()
    {
        Assert.Equal(SendProblemKind.Nobody, Assert.Throws<SendRefusedException>(() => Commands.SendFile("a.bin", 10, new SendTarget.Everyone(), Mia)).Problem.Kind);
        Join(1);
        Assert.Equal(SendProblemKind.TooLong, Assert.Throws<SendRefusedException>(() => Commands.SendFile("a.bin", OperatorCommands.MostFileBytes + 1L, new SendTarget.Everyone(), Mia)).Problem.Kind);
        Assert.Equal(SendProblemKind.Nothing, Assert.Throws<SendRefusedException>(() => Commands.SendFile("a.bin", 0, new SendTarget.Everyone(), Mia)).Problem.Kind);
    }

    [Fact]
    public void Repeat_WhileTheServerStops_SaysThatAndNotThatThereAreTooMany()
    {
        Join(1);
        Jobs.StopAll();
        var refusal = Assert.Throws<SendRefusedException>(() => Commands.Repeat(new SendContent("x"), new SendTarget.Everyone(), TimeSpan.FromSeconds(1), 3, TimeZoneInfo.Utc, Mia));
        Assert.Equal("The server is stopping: no job begins any more.", TextCatalog.All[0].NotSent(refusal.Problem));
    }

    private ChatMessage[] Said() => [.. Hub.History.Newest(1_000).Where(message => message.Kind == MessageKind.Server)];
}
