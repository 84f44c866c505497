using ChatHub.Server.Hosting;
using ChatHub.Server.Metrics;
using ChatHub.Wire.Listeners;

try
{
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.Configuration.AddChatHubSettings(AppContext.BaseDirectory);
    builder.WebHost.UseStaticWebAssets();
    builder.AddChatHub(ChatHubSettings.From(builder.Configuration));

    var app = builder.Build();
    app.Services.GetRequiredService<ChatHubMetrics>(); // its instruments are there from the start, whoever reads them
    app.MapHealth();
    await app.StartAsync();
    foreach (var line in StartupBanner.Lines(app.Services.GetRequiredService<ListenerManager>().List(), app.Urls))
    {
        await Console.Out.WriteLineAsync(line);
    }

    await app.WaitForShutdownAsync();
    return 0;
}
catch (SettingsException wrong)
{
    foreach (var problem in wrong.Problems)
    {
        await Console.Error.WriteLineAsync($"ChatHub cannot start: {problem}");
    }

    return 2;
}
catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
{
    await Console.Error.WriteLineAsync($"ChatHub cannot start: the dashboard's address (setting Urls) is in use by another program; stop it or set another, like Urls=http://localhost:8081. {failure.Message}");
    return 2;
}
