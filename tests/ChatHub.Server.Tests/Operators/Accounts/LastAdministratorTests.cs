using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Accounts;

public sealed class LastAdministratorTests
{
    [Fact]
    public async Task LastAdministrator_IsNotLoweredLockedOrRemoved()
    {
        await using var server = await WebServer.StartAsync();
        Assert.Equal(AccountProblem.LastAdministrator, await server.Accounts.SetRoleAsync("administrator", OperatorRole.Operator));
        Assert.Equal(AccountProblem.LastAdministrator, await server.Accounts.LockAsync("administrator", true));
        Assert.Equal(AccountProblem.LastAdministrator, await server.Accounts.RemoveAsync("ADMINISTRATOR"));
        Assert.Equal((OperatorRole.Administrator, (DateTimeOffset?)null), await server.Accounts.FindAsync("administrator") is { } account ? (account.Role, account.LockedAt) : default);
    }

    [Fact]
    public async Task OtherAdministrator_IsLocked_DoesNotCount()
    {
        await using var server = await WebServer.StartAsync();
        Assert.Equal(AccountProblem.None, await server.Accounts.SetRoleAsync("operator1", OperatorRole.Administrator));
        Assert.Equal(AccountProblem.None, await server.Accounts.LockAsync("operator1", true));
        Assert.Equal(AccountProblem.LastAdministrator, await server.Accounts.RemoveAsync("administrator"));
        Assert.Equal(AccountProblem.None, await server.Accounts.LockAsync("operator1", false));
        Assert.Equal(AccountProblem.None, await server.Accounts.RemoveAsync("administrator"));
    }
}
