using System.Globalization;
using ChatHub.Server.Api;
using ChatHub.Server.Dashboard;
using ChatHub.Server.Health;
using ChatHub.Server.Hosting;
using ChatHub.Server.Hosting.Stopping;
using ChatHub.Server.Maintenance;
using ChatHub.Server.Metrics;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Wire.Listeners;

// The socket engine runs the short work that follows a read on its own thread, instead of handing each to the pool: 2-14 % of a fan-out.
// It reads this when the first socket is made.
if (Environment.GetEnvironmentVariable(InlineCompletions) is null)
{
    Environment.SetEnvironmentVariable(InlineCompletions, "1");
}

// Numbers are written alike wherever the server runs: the language of a page is its viewer's, not the system's.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

try
{
    var shell = OperatorShell.TakeFrom(ref args);
    var command = MaintenanceCommand.TakeFrom(ref args);
    // ChatHub looks at its settings files itself (SettingsWatch), and a system may have no watches left to give.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"], ContentRootPath = AppContext.BaseDirectory });
    builder.Configuration.AddChatHubSettings(AppContext.BaseDirectory);
    if (shell is not null)
    {
        return await shell.RunAsync(ChatHubSettings.DataDirectoryIn(builder.Configuration), Console.Out, Console.Error);
    }

    if (command is { } maintenance)
    {
        return await MaintenanceCommand.RunAsync(maintenance, builder.Configuration, TimeProvider.System, Console.Out, Console.Error);
    }

    builder.WebHost.UseStaticWebAssets();
    var settings = ChatHubSettings.From(builder.Configuration);
    builder.AddChatHub(settings);
    builder.Services.AddOperators(settings.DataDirectory, settings.Operators).AddApi().AddDashboard();

    using var signals = StopSignals.Listen(TimeProvider.System);
    EarlyAssemblies.Load();
    await using var app = builder.Build(); // disposed last: what was said until the end is in the message log then
    await app.Services.PrepareOperatorsAsync();
    app.Services.GetRequiredService<ChatHubMetrics>(); // its instruments are there from the start, whoever reads them
    app.MapHealth();
    app.MapMetrics();
    app.MapDashboard();
    app.MapApi();
    await app.StartAtItsAddressAsync();
    var banner = StartupBanner.Lines(app.Services.GetRequiredService<ListenerManager>().List(), app.Urls, app.AboutOperators());
    await StartupReport.WriteAsync(banner, app.Configuration, app.Logger, Console.Out);

    var stop = app.Services.GetRequiredService<ServerStop>();
    try
    {
        await app.UntilAskedToStopAsync();
        await stop.StopAsync(app, signals.AtOnce);
    }
    finally
    {
        await stop.CloseMessageLogAsync(); // also when a part of the server cannot be stopped in order
    }

    return signals.ExitCode;
}
catch (SettingsException wrong)
{
    foreach (var problem in wrong.Problems)
    {
        await Console.Error.WriteLineAsync($"ChatHub cannot start: {problem}");
    }

    return 2;
}
catch (OperationCanceledException)
{
    return 0; // asked to stop while it was starting
}
catch (InvalidDataException unreadable)
{
    await Console.Error.WriteLineAsync($"ChatHub cannot start: {unreadable.Message} {unreadable.GetBaseException().Message}");
    return 2;
}

internal sealed partial class Program
{
    private const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";
}
