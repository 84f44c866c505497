using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Maintenance;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Operators.Sending;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Jobs;

/// <summary>A job ends with the right to act of who began it, wherever that was taken away.</summary>
public sealed class JobRightsTests
{
    [Fact]
    public async Task Jobs_PasswordIsResetAtTheShell_EndAndThoseOfOthersGoOn()
    {
        await using var server = await WebServer.StartAsync();
        var others = Begin(server, await SessionAsync(server, OperatorRole.Administrator));
        var own = Begin(server, await SessionAsync(server, OperatorRole.Operator));
        using var password = new StringReader("another good password");
        Assert.Equal(0, await new OperatorShell("--reset-operator", "operator1", null).RunAsync(server.DataDirectory, TextWriter.Null, TextWriter.Null, password));

        server.Time.Advance(JobRights.CheckEvery);

        await EndAsync(server, own);
        Assert.All(others, id => Assert.Equal(JobState.Running, StateOf(server, id))); // these were looked at first
        Assert.True(JobRights.CheckEvery <= TimeSpan.FromSeconds(10)); // three tries within 30 s
    }

    [Fact]
    public async Task Jobs_SessionEnds_EndAtOnce()
    {
        await using var server = await WebServer.StartAsync();
        var by = await SessionAsync(server, OperatorRole.Operator);
        var jobs = Begin(server, by);

        await Sessions(server).EndAsync(by.Session!);

        await EndAsync(server, jobs);
    }

    [Fact]
    public async Task Jobs_SessionIsNotUsedAnyMore_EndWithIt()
    {
        await using var server = await WebServer.StartAsync();
        var jobs = Begin(server, await SessionAsync(server, OperatorRole.Operator));

        server.Time.Advance(OperatorSessions.Lasting);

        await EndAsync(server, jobs);
    }

    [Fact]
    public async Task Jobs_OwnPasswordIsChangedElsewhere_End()
    {
        await using var server = await WebServer.StartAsync();
        var jobs = Begin(server, await SessionAsync(server, OperatorRole.Operator));

        Assert.Equal(AccountProblem.None, await server.Accounts.ChangePasswordAsync("operator1", WebServer.Password, "another good password", "ANOTHER"));

        await EndAsync(server, jobs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Jobs_KeyIsRevokedOrExpires_End(bool revoked)
    {
        await using var server = await WebServer.StartAsync();
        var (_, secret) = await server.Keys.CreateAsync("script", OperatorRole.Operator, server.Time.GetUtcNow() + TimeSpan.FromSeconds(5), "mia");
        var key = await server.Keys.FindAsync(secret!);
        var jobs = Begin(server, new OperatorIdentity("script", OperatorRole.Operator, OperatorProof.Key, "") { Key = key!.Id });
        if (revoked)
        {
            await server.Keys.RevokeAsync(key.Id);
        }

        server.Time.Advance(JobRights.CheckEvery);

        await EndAsync(server, jobs);
    }

    private static OperatorSessions Sessions(WebServer server) => server.App.Services.GetRequiredService<OperatorSessions>();

    /// <summary>Who acts by a session, as a request of a browser has it.</summary>
    private static async Task<OperatorIdentity> SessionAsync(WebServer server, OperatorRole role)
    {
        using var visitor = await server.SignInAsync(role);
        var session = Assert.Single(await Sessions(server).ListAsync(WebServer.NameOf(role)));
        return OperatorIdentity.Of((await Sessions(server).FindAsync(session.Id, ""))!);
    }

    /// <summary>Begins one job of each kind.</summary>
    private static long[] Begin(WebServer server, OperatorIdentity by)
    {
        var commands = server.App.Services.GetRequiredService<OperatorCommands>();
        var hub = server.App.Services.GetRequiredService<MessageHub>();
        if (!hub.Sessions.Any())
        {
            hub.Open(new SessionIdentity(77, "relay", "192.0.2.7:5000", Encoding.UTF8), new TakingOutput());
        }

        var repeat = commands.Repeat(new SendContent("again"), new SendTarget.Everyone(), TimeSpan.FromHours(1), 1_000, TimeZoneInfo.Utc, by);
        var bulk = commands.DisconnectAll([.. Enumerable.Range(1_000, 500_000).Select(id => (long)id)], 1, by);
        var file = commands.SendFile("notes.txt", 1_000_000, new SendTarget.Everyone(), by);
        return [repeat.Id, bulk.Id, file.Id];
    }

    private static JobState StateOf(WebServer server, long job) => server.App.Services.GetRequiredService<OperatorJobs>().List().Single(one => one.Id == job).State;

    private static Task EndAsync(WebServer server, long[] jobs) => Until.True(() => Array.TrueForAll(jobs, id => StateOf(server, id) == JobState.Stopped), "the jobs have ended");
}
