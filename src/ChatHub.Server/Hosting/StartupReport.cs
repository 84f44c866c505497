namespace ChatHub.Server.Hosting;

/// <summary>Says that the server runs: as plain lines, or as entries of the log where that is JSON, so that each line of the output parses.</summary>
internal static partial class StartupReport
{
    /// <summary>Which formatter the console's log has.</summary>
    public const string FormatterKey = "Logging:Console:FormatterName";

    /// <summary>Writes the banner's lines.</summary>
    public static async Task WriteAsync(IEnumerable<string> lines, IConfiguration configuration, ILogger log, TextWriter output)
    {
        var json = string.Equals(configuration[FormatterKey], "json", StringComparison.OrdinalIgnoreCase);
        foreach (var line in lines)
        {
            if (json)
            {
                Runs(log, line.Trim());
            }
            else
            {
                await output.WriteLineAsync(line);
            }
        }
    }

    [LoggerMessage(4100, LogLevel.Information, "{Line}")]
    private static partial void Runs(ILogger logger, string line);
}
