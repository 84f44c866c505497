namespace ChatHub.Server.Hosting;

/// <summary>Checks the levels of the server's log, which the framework reads: at a start a wrong one would end it with a stack trace.</summary>
internal static class LogLevels
{
    /// <summary>A line for each that is no level.</summary>
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        var logging = configuration.GetSection("Logging");
        return logging.GetChildren().Select(provider => provider.GetSection("LogLevel")).Prepend(logging.GetSection("LogLevel"))
            .SelectMany(levels => levels.GetChildren())
            .Where(level => level.Value is { Length: > 0 } text && !Enum.GetNames<LogLevel>().Contains(text, StringComparer.OrdinalIgnoreCase))
            .Select(level => $"{level.Path} is '{level.Value}': expected one of {string.Join(", ", Enum.GetNames<LogLevel>())}");
    }
}
