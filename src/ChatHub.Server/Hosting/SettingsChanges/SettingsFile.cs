using Microsoft.Extensions.Configuration.Json;

namespace ChatHub.Server.Hosting.SettingsChanges;

/// <summary>
/// A settings file as a source of settings. It gives what was in the file at the start, or was accepted since, and never what merely stands there now: a file that is half
/// written or wrong is seen by nobody but those who judge it.
/// </summary>
internal sealed class SettingsFile(string path, SettingsText? text = null) : IConfigurationSource
{
    private volatile SettingsText? _accepted = text;

    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>What is given.</summary>
    public SettingsText Accepted
    {
        get => _accepted ??= SettingsText.Of(Path);
        set => _accepted = value;
    }

    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new Provider(this);

    private sealed class Provider(SettingsFile file) : JsonConfigurationProvider(new JsonConfigurationSource())
    {
        /// <exception cref="InvalidDataException">There is a file, and it cannot be read.</exception>
        public override void Load()
        {
            var text = file.Accepted;
            if (text.Unread is { } why)
            {
                throw new InvalidDataException($"The settings file '{file.Path}' cannot be read:", new IOException(why));
            }

            if (text.Bytes is not { } bytes)
            {
                Data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
                return;
            }

            try
            {
                Load(new MemoryStream(bytes));
            }
            catch (FormatException failure)
            {
                throw new InvalidDataException($"The settings file '{file.Path}' cannot be read:", failure);
            }
        }
    }
}
