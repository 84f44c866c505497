using System.Net;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Kept;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Kept;

/// <summary>What the dashboard keeps for an account, over a real <c>chathub.db</c>.</summary>
public sealed class OperatorKeepingTests
{
    [Fact]
    public async Task Database_OfThisVersion_HasAMigrationForAllOfIt()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        await using var database = await server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

        Assert.False(database.Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task Kept_OfOneAccount_IsThereInAnotherSessionAndNotForAnotherAccount()
    {
        await using var server = await WebServer.StartAsync();
        var keeping = server.App.Services.GetRequiredService<OperatorKeeping>();
        var (here, there, other) = (await SessionAsync(server, OperatorRole.Operator), await SessionAsync(server, OperatorRole.Operator), await SessionAsync(server, OperatorRole.Viewer));
        Assert.True(await keeping.KeepAsync(here, new Dictionary<string, string> { ["theme"] = "dark", ["split.rows"] = "40" }));
        Assert.True(await keeping.KeepAsync(there, new Dictionary<string, string> { ["split.rows"] = "", ["highlights"] = "[]" }));

        Assert.Equal([new("highlights", "[]"), new("theme", "dark")], (await keeping.ReadAsync(here)).OrderBy(one => one.Key));
        Assert.Empty(await keeping.ReadAsync(other));
        Assert.Empty(await keeping.ReadAsync("no session"));
        Assert.False(await keeping.KeepAsync("no session", new Dictionary<string, string> { ["theme"] = "dark" }));
    }

    [Fact]
    public async Task Kept_SessionHoldsNoLonger_IsNeitherReadNorWritten()
    {
        await using var server = await WebServer.StartAsync();
        var keeping = server.App.Services.GetRequiredService<OperatorKeeping>();
        var session = await SessionAsync(server, OperatorRole.Operator);
        Assert.True(await keeping.KeepAsync(session, new Dictionary<string, string> { ["theme"] = "dark" }));
        server.Time.Advance(OperatorSessions.Lasting + TimeSpan.FromMinutes(1));

        Assert.Empty(await keeping.ReadAsync(session));
        Assert.False(await keeping.KeepAsync(session, new Dictionary<string, string> { ["theme"] = "light" }));
    }

    [Fact]
    public async Task Kept_TooMuch_IsRefusedAndChangesNothing()
    {
        await using var server = await WebServer.StartAsync();
        var keeping = server.App.Services.GetRequiredService<OperatorKeeping>();
        var session = await SessionAsync(server, OperatorRole.Operator);
        await keeping.KeepAsync(session, new Dictionary<string, string> { ["theme"] = "dark" });

        Assert.False(await keeping.KeepAsync(session, new Dictionary<string, string> { ["Not good"] = "x" }));
        Assert.False(await keeping.KeepAsync(session, new Dictionary<string, string> { ["theme"] = new('x', OperatorKeeping.MostCharacters + 1) }));
        Assert.False(await keeping.KeepAsync(session, Enumerable.Range(0, OperatorKeeping.MostNames).ToDictionary(number => $"name{number}", _ => "x")));
        Assert.False(await keeping.KeepAsync(session, Enumerable.Range(0, 10).ToDictionary(number => $"name{number}", _ => new string('x', OperatorKeeping.MostCharacters))));
        Assert.Equal([new("theme", "dark")], await keeping.ReadAsync(session));
    }

    [Fact]
    public async Task Kept_RowIsNoJson_IsNothing()
    {
        await using var server = await WebServer.StartAsync();
        var keeping = server.App.Services.GetRequiredService<OperatorKeeping>();
        var session = await SessionAsync(server, OperatorRole.Operator);
        await keeping.KeepAsync(session, new Dictionary<string, string> { ["theme"] = "dark" });
        await using (var database = await server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await database.Database.ExecuteSqlRawAsync("UPDATE kept SET \"Values\" = '[1'", TestContext.Current.CancellationToken);
        }

        Assert.Empty(await keeping.ReadAsync(session));
    }

    [Fact]
    public async Task Viewer_BrowserOfAnotherAccount_ShowsOnlyWhatIsTheirs()
    {
        await using var server = await WebServer.StartAsync();
        await using var scope = await TabAsync(server);
        var keeping = new ViewerKeeping(server.App.Services.GetRequiredService<OperatorKeeping>(), scope.ServiceProvider.GetRequiredService<CurrentOperator>());

        var (first, takesOver) = await keeping.LoadAsync(Facts("", "dark"));
        Assert.Equal(("dark", "[1]", true), (first["theme"], first["highlights"], takesOver)); // nothing is kept yet: what the browser has is theirs

        var (own, _) = await keeping.LoadAsync(Facts("operator", "light"));
        Assert.Equal("dark", own["theme"]); // the account's own counts

        var (another, restores) = await keeping.LoadAsync(Facts("viewer", "light", "[2]"));
        Assert.Equal(("dark", "[1]", true), (another["theme"], another["highlights"], restores));
        Assert.False(another.ContainsKey("split.rows"));
    }

    [Fact]
    public async Task Viewer_TwoTabsChangeTheSame_NeitherLosesWhatTheOtherKept()
    {
        await using var server = await WebServer.StartAsync();
        await using var here = await TabAsync(server);
        await using var there = await TabAsync(server);
        var (one, other) = (here.ServiceProvider.GetRequiredService<Viewer>(), there.ServiceProvider.GetRequiredService<Viewer>());

        Assert.Equal("a", await one.ChangeForGoodAsync("highlights", before => before + "a"));
        Assert.Equal("ab", await other.ChangeForGoodAsync("highlights", before => before + "b"));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? one : other).ChangeForGoodAsync("highlights", before => before + "c")));
        Assert.Equal("ab" + new string('c', 20), await one.ChangeForGoodAsync("highlights", before => before));
    }

    [Fact]
    public async Task Viewer_Changes_IsKeptBeforeItIsShown()
    {
        await using var server = await WebServer.StartAsync();
        await using var here = await TabAsync(server);
        var keeping = server.App.Services.GetRequiredService<OperatorKeeping>();
        var (viewer, session) = (here.ServiceProvider.GetRequiredService<Viewer>(), here.ServiceProvider.GetRequiredService<CurrentOperator>().Session!);
        var shown = new List<Task<IReadOnlyDictionary<string, string>>>();
        viewer.KeptChanged += _ => shown.Add(keeping.ReadAsync(session));
        await viewer.ChangeForGoodAsync("highlights", _ => "[1]");

        Assert.Equal("[1]", (await Assert.Single(shown))["highlights"]);
    }

    private static BrowserFacts Facts(string owner, string theme, string highlights = "[1]") =>
        new("", ["en"], theme, false, "UTC", 0, [], new() { ["highlights"] = highlights, ["split.rows"] = owner == "viewer" ? "40" : "" }, owner);

    private static async Task<AsyncServiceScope> TabAsync(WebServer server)
    {
        var session = await SessionAsync(server, OperatorRole.Operator);
        var scope = server.App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOperator>().SetAuthenticationState(
            Task.FromResult(new AuthenticationState((await server.App.Services.GetRequiredService<OperatorSessions>().FindAsync(session, IPAddress.Loopback.ToString()))!)));
        return scope;
    }

    private static async Task<string> SessionAsync(WebServer server, OperatorRole role)
    {
        var sessions = server.App.Services.GetRequiredService<OperatorSessions>();
        var before = (await sessions.ListAsync()).Select(one => one.Id).ToHashSet();
        using var visitor = await server.SignInAsync(role);
        return (await sessions.ListAsync()).Single(one => !before.Contains(one.Id)).Id;
    }
}
