using ChatHub.Chat;
using ChatHub.Server.Hosting.Stopping;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Hosting.Stopping;

public sealed class ServerStopTests
{
    [Fact]
    public async Task Stop_WhileAFileIsSent_EndsTheJobAndItsLineIsInTheMessageLog()
    {
        await using var server = await WebServer.StartAsync(new Dictionary<string, string?> { ["ChatHub:MessageLog:Enabled"] = "true" }, accounts: false);
        var services = server.App.Services;
        services.GetRequiredService<MessageHub>().Open(new SessionIdentity(1, "relay", "192.0.2.1:5", System.Text.Encoding.UTF8), new TakingOutput());
        var job = services.GetRequiredService<OperatorCommands>().SendFile("manual.pdf", 10, new SendTarget.ToSessions([1]), Sample.Of(OperatorRole.Operator));
        Assert.Equal(JobState.Running, job.Snapshot().State);

        var stop = services.GetRequiredService<ServerStop>();
        await stop.StopAsync(server.App, CancellationToken.None);
        await stop.CloseMessageLogAsync();

        Assert.Equal(JobState.Stopped, job.Snapshot().State);
        Assert.Throws<InvalidOperationException>(() => services.GetRequiredService<OperatorJobs>().Start([1], 1, _ => true, "mia", _ => { }));
        await using var file = new SqliteConnection($"Data Source={services.GetRequiredService<MessageLogFiles>().Log};Pooling=False;Mode=ReadOnly");
        await file.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new SqliteCommand("SELECT count(*) FROM messages WHERE CAST(body AS TEXT) LIKE '%manual.pdf%'", file);
        Assert.Equal(1L, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
