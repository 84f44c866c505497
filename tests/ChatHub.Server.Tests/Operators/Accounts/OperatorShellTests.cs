using ChatHub.Server.Maintenance;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Accounts;

public sealed class OperatorShellTests
{
    [Fact]
    public void CommandLine_OptionWithNameAndRole_IsTakenOutOfIt()
    {
        string[] arguments = ["--ChatHub:DataDirectory=/x", "--create-operator", "mia", "--role=Viewer", "--Urls=http://localhost:1"];
        Assert.Equal(new OperatorShell("--create-operator", "mia", "Viewer"), OperatorShell.TakeFrom(ref arguments));
        Assert.Equal(["--ChatHub:DataDirectory=/x", "--Urls=http://localhost:1"], arguments);
        Assert.Null(OperatorShell.TakeFrom(ref arguments));
    }

    [Theory]
    [InlineData("--create-operator", null, "Viewer")]
    [InlineData("--create-operator", "mia", null)]
    [InlineData("--create-operator", "mia", "3")]
    [InlineData("--create-operator", "mia", "None")]
    [InlineData("--create-key", "a b", "Viewer")]
    [InlineData("--reset-operator", "", null)]
    public async Task Command_NameOrRoleIsNoGood_SaysWhatItNeeds(string option, string? name, string? role)
    {
        using var errors = new StringWriter();
        Assert.Equal(MaintenanceCommand.Misused, await new OperatorShell(option, name, role).RunAsync("/nowhere/at/all", TextWriter.Null, errors, TextReader.Null));
        Assert.StartsWith($"{option} needs a name of 1 to 32 letters", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--create-operator", "")]
    [InlineData("--reset-operator", "\n")]
    public async Task Command_WithoutAPasswordOnStandardInput_SaysThatThereIsNone(string option, string input)
    {
        using var folder = new TempFolder();
        using var errors = new StringWriter();
        using var typed = new StringReader(input);
        Assert.Equal(MaintenanceCommand.Bad, await new OperatorShell(option, "mia", "Viewer").RunAsync(folder.File("data"), TextWriter.Null, errors, typed));
        Assert.Equal($"{option} got no password: it is read from standard input, one line; at a terminal it is asked for.", errors.ToString().Trim());
    }

    [Fact]
    public async Task Commands_BesideARunningServer_CountAtOnce()
    {
        await using var server = await WebServer.StartAsync(accounts: false);
        var folder = Path.GetDirectoryName(new SqliteConnectionStringBuilder(await ConnectionOfAsync(server)).DataSource)!;

        Assert.Equal((0, "mia is Viewer now"), await RunAsync(new("--create-operator", "mia", "viewer"), folder, WebServer.Password));
        using var visitor = server.Visit();
        using var first = await visitor.SignInAsync("mia", WebServer.Password);
        Assert.Equal("/", first.Headers.Location?.ToString());

        Assert.Equal((0, "mia has another password now"), await RunAsync(new("--reset-operator", "mia", null), folder, "another good password"));
        using var ended = await visitor.GetAsync("/");
        Assert.StartsWith("/sign-in", ended.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var second = await visitor.SignInAsync("mia", "another good password");
        Assert.Equal("/", second.Headers.Location?.ToString());

        var (code, key) = await RunAsync(new("--create-key", "script", "Operator"), folder, "");
        Assert.Equal((0, OperatorRole.Operator), (code, (await server.Keys.FindAsync(key))?.Role));
        Assert.Equal(1, (await RunAsync(new("--create-operator", "MIA", "Viewer"), folder, WebServer.Password)).Code);
        Assert.Equal(1, (await RunAsync(new("--create-operator", "tom", "Viewer"), folder, "password1234")).Code);
        Assert.Contains(await server.AuditedAsync(), entry => entry is { Act: "create-key", Target: "script (Operator)", Proof: OperatorProof.Shell });
    }

    private static async Task<(int Code, string Output)> RunAsync(OperatorShell shell, string folder, string input)
    {
        using var output = new StringWriter();
        using var typed = new StringReader(input);
        return (await shell.RunAsync(folder, output, TextWriter.Null, typed), output.ToString().Trim());
    }

    private static async Task<string> ConnectionOfAsync(WebServer server)
    {
        await using var database = await server.App.Services.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<ChatHub.Server.Operators.Accounts.OperatorDatabase>>().CreateDbContextAsync();
        return Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetConnectionString(database.Database)!;
    }
}
