namespace ChatHub.Server.Hosting;

/// <summary>Wrong settings: the server does not start.</summary>
internal sealed class SettingsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>A line for each: key, value, what is allowed.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
