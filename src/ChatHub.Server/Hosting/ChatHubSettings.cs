using ChatHub.Chat;
using ChatHub.Server.Dashboard;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Webhooks;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Hosting;

/// <summary>All settings under <c>ChatHub</c>, read and checked.</summary>
/// <param name="DataDirectory">Folder for what has to survive a restart, absolute. Default <c>data</c> in the working directory.</param>
/// <param name="Hub">The hub's.</param>
/// <param name="Limits">The wire's.</param>
/// <param name="MessageLog">The message log's.</param>
/// <param name="Listeners">The listeners', in the order of the settings.</param>
/// <param name="Operators">The operators'.</param>
internal sealed record ChatHubSettings(string DataDirectory, HubOptions Hub, LimitsOptions Limits, MessageLogOptions MessageLog, IReadOnlyList<ListenerSettings> Listeners, OperatorsOptions Operators)
{
    private static readonly string[] s_sections = ["Hub", "Limits", "Listeners", "MessageLog", "Operators", "Dashboard", "Webhooks"];

    /// <summary>The server's as a whole.</summary>
    public ServerOptions Server { get; init; } = new();

    /// <summary>The dashboard's.</summary>
    public DashboardOptions Dashboard { get; init; } = new();

    /// <summary>What was set of each listener, by its name.</summary>
    public IReadOnlyDictionary<string, ListenerOptions> ListenerOptions { get; init; } = new Dictionary<string, ListenerOptions>();

    /// <summary>The webhooks, in the order of the settings.</summary>
    public IReadOnlyList<WebhookSettings> Webhooks { get; init; } = [];

    /// <summary>Reads and checks.</summary>
    /// <param name="configuration">The settings.</param>
    /// <param name="onlyCheck">Whether the data directory is left alone; otherwise it is made, and must be writable.</param>
    /// <exception cref="SettingsException">Something is wrong; the message has a line for each.</exception>
    public static ChatHubSettings From(IConfiguration configuration, bool onlyCheck = false)
    {
        var problems = new List<string>();
        var root = configuration.GetSection("ChatHub");
        var server = SettingsReader.Read<ServerOptions>(root, problems, s_sections);
        var hub = SettingsReader.Read<HubOptions>(root.GetSection("Hub"), problems);
        if (hub.LowWaterBytes > hub.HighWaterBytes)
        {
            problems.Add($"ChatHub:Hub:LowWaterBytes is '{hub.LowWaterBytes}': expected at most HighWaterBytes, {hub.HighWaterBytes}");
        }

        var limits = SettingsReader.Read<LimitsOptions>(root.GetSection("Limits"), problems);
        if (AddressRanges.TryParse(limits.Exempt) is null)
        {
            problems.Add($"ChatHub:Limits:Exempt is '{limits.Exempt}': expected addresses and ranges with commas between, like 127.0.0.0/8, ::1, 10.0.0.7");
        }

        var messageLog = SettingsReader.Read<MessageLogOptions>(root.GetSection("MessageLog"), problems);
        var listeners = new List<ListenerSettings>();
        var listenerOptions = new Dictionary<string, ListenerOptions>(StringComparer.OrdinalIgnoreCase);
        foreach (var section in root.GetSection("Listeners").GetChildren())
        {
            var options = listenerOptions[section.Key] = SettingsReader.Read<ListenerOptions>(section, problems);
            if (ListenerSettings.From(section.Key, options, problems) is { } settings)
            {
                listeners.Add(settings);
            }
        }

        var operators = SettingsReader.Read<OperatorsOptions>(root.GetSection("Operators"), problems);
        if (operators.SignIn == SignInRule.Off && LoopbackAddress.Beyond(configuration).FirstOrDefault() is { } beyond)
        {
            problems.Add($"ChatHub:Operators:SignIn is 'Off': expected Required, since others can reach the dashboard at '{beyond}'; or serve it at http://localhost:8080 alone");
        }

        if (HostNames.ProblemOf(operators.SignIn, configuration) is { } open)
        {
            problems.Add(open);
        }

        if (operators.ProxyRanges is null)
        {
            problems.Add($"ChatHub:Operators:Proxies is '{operators.Proxies}': expected addresses and ranges like 192.0.2.7,10.0.0.0/8");
        }

        problems.AddRange(operators.OpenId.Problems());
        var dashboard = SettingsReader.Read<DashboardOptions>(root.GetSection("Dashboard"), problems);
        if (dashboard.KeyFile.Length > 0 && dashboard.CertificateFile.Length == 0)
        {
            problems.Add("ChatHub:Dashboard:CertificateFile is '': expected the name of a PEM file with the certificate that KeyFile is for");
        }

        problems.AddRange(LogLevels.Problems(configuration));
        var webhooks = WebhookSettings.ReadAll(root.GetSection("Webhooks"), problems);
        if (Descriptors.Limit < Descriptors.Least)
        {
            problems.Add($"the system lets it have {Descriptors.Limit} descriptors: at least {Descriptors.Least} are needed; raise the limit (ulimit -n, LimitNOFILE)");
        }

        if (problems.Count > 0)
        {
            throw new SettingsException(problems);
        }

        return new ChatHubSettings(onlyCheck ? DataDirectoryIn(configuration) : Writable(DataDirectoryIn(configuration)), hub, limits, messageLog, listeners, operators)
        {
            Server = server, ListenerOptions = listenerOptions, Dashboard = dashboard, Webhooks = webhooks,
        };
    }

    /// <summary>The data directory, absolute, whether it is there or not.</summary>
    public static string DataDirectoryIn(IConfiguration configuration) =>
        Path.GetFullPath(configuration["ChatHub:DataDirectory"] is { } text && !string.IsNullOrWhiteSpace(text) ? text : "data");

    private static string Writable(string folder)
    {
        try
        {
            OwnerOnly.CreateFolderIfMissing(folder);
            var probe = Path.Combine(folder, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SettingsException([$"ChatHub:DataDirectory is '{folder}': expected a folder that can be written ({failure.Message})"]);
        }

        return folder;
    }
}
