using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Sessions;
using ChatHub.Server.Tests.Doubles;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Viewing;

/// <summary>A tab that stays open while its rights change.</summary>
public sealed class CurrentOperatorTests
{
    private static readonly TimeSpan s_promised = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Tab_RoleIsChangedByThisServer_LosesItsRightsAtOnce()
    {
        await using var server = await WebServer.StartAsync();
        using var tab = await Tab.OpenAsync(server, OperatorRole.Operator);
        Assert.True(tab.Me.May(OperatorRole.Operator));

        await server.Accounts.SetRoleAsync("operator1", OperatorRole.Viewer);

        await tab.ChangedAsync();
        Assert.False(tab.Me.May(OperatorRole.Operator));
        Assert.True(tab.Me.May(OperatorRole.Viewer));
    }

    [Theory]
    [InlineData("UPDATE accounts SET Role = 1")]
    [InlineData("UPDATE accounts SET LockedAt = 1")]
    [InlineData("DELETE FROM sessions")]
    public async Task Tab_RightsAreTakenBesideTheServer_LosesThemWithin30Seconds(string sql)
    {
        await using var server = await WebServer.StartAsync();
        using var tab = await Tab.OpenAsync(server, OperatorRole.Operator);
        await using (var database = await server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await database.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
        }

        Assert.True(tab.Me.May(OperatorRole.Operator));
        Assert.True(CurrentOperator.CheckEvery < s_promised);
        server.Time.Advance(CurrentOperator.CheckEvery);
        await tab.ChangedAsync();
        Assert.False(tab.Me.May(OperatorRole.Operator));
    }

    [Fact]
    public async Task Tab_SessionCannotBeLookedUp_LosesItsRightsWithin30Seconds()
    {
        await using var server = await WebServer.StartAsync();
        using var tab = await Tab.OpenAsync(server, OperatorRole.Operator);
        await using (var database = await server.App.Services.GetRequiredService<IDbContextFactory<OperatorDatabase>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            await database.Database.ExecuteSqlRawAsync("DROP TABLE sessions", TestContext.Current.CancellationToken);
        }

        await tab.Me.CheckAsync();
        await tab.Me.CheckAsync();
        Assert.True(tab.Me.May(OperatorRole.Operator));
        await tab.Me.CheckAsync();
        Assert.Equal(OperatorIdentity.Nobody, tab.Me.Identity);
        Assert.True(CurrentOperator.CheckEvery * 3 < s_promised);
    }

    private sealed class Tab : IDisposable
    {
        private readonly TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly IServiceScope _scope;

        private Tab(IServiceScope scope)
        {
            _scope = scope;
            Me = scope.ServiceProvider.GetRequiredService<CurrentOperator>();
            Me.Changed += _changed.SetResult;
        }

        public CurrentOperator Me { get; }

        public static async Task<Tab> OpenAsync(WebServer server, OperatorRole role)
        {
            using var visitor = await server.SignInAsync(role);
            var sessions = server.App.Services.GetRequiredService<OperatorSessions>();
            var session = (await sessions.ListAsync()).Single();
            var tab = new Tab(server.App.Services.CreateScope());
            tab.Me.SetAuthenticationState(Task.FromResult(new AuthenticationState((await sessions.FindAsync(session.Id, "127.0.0.1"))!)));
            return tab;
        }

        public Task ChangedAsync() => _changed.Task.WaitAsync(TestContext.Current.CancellationToken);

        public void Dispose() => _scope.Dispose();
    }
}
