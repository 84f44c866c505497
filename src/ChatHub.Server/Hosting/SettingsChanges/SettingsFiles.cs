namespace ChatHub.Server.Hosting.SettingsChanges;

/// <summary>
/// The settings files among the sources of the settings, and whether they have changed. They are looked at by their content, so it does not matter how an editor saves (twice, by a rename, through a link)
/// nor what a file system tells of it. One caller at a time.
/// </summary>
internal sealed class SettingsFiles
{
    private readonly ConfigurationManager _configuration;
    private readonly SettingsFile[] _files;
    private SettingsText[] _seen;
    private SettingsText[] _judged;

    public SettingsFiles(ConfigurationManager configuration)
    {
        _configuration = configuration;
        _files = [.. ((IConfigurationBuilder)configuration).Sources.OfType<SettingsFile>()];
        _seen = _judged = [.. _files.Select(file => file.Accepted)];
    }

    /// <summary>All settings as they are in force.</summary>
    public IConfiguration InForce => _configuration;

    /// <summary>Looks at the files.</summary>
    /// <returns>What they have now, once it differs from what was given before and stayed the same from one look to the next: somebody who writes has finished then. Null otherwise.</returns>
    public IReadOnlyList<SettingsText>? Look()
    {
        SettingsText[] now = [.. _files.Select(file => SettingsText.Of(file.Path))];
        var isStill = now.SequenceEqual(_seen);
        _seen = now;
        if (!isStill || now.SequenceEqual(_judged))
        {
            return null;
        }

        return _judged = now;
    }

    /// <summary>What was given last could not be dealt with, and not because it is wrong: it is given again.</summary>
    public void GiveAgain() => _judged = [.. _files.Select(file => file.Accepted)];

    /// <summary>All settings as they would be with these files: the environment and the command line count over them as they do at the start.</summary>
    /// <exception cref="InvalidDataException">A file cannot be read, or one that was there is gone.</exception>
    public IConfiguration With(IReadOnlyList<SettingsText> texts)
    {
        var candidate = new ConfigurationBuilder();
        foreach (var source in ((IConfigurationBuilder)_configuration).Sources)
        {
            var at = Array.IndexOf(_files, source);
            if (at >= 0 && !texts[at].IsThere && _files[at].Accepted.IsThere)
            {
                throw new InvalidDataException($"The settings file '{_files[at].Path}' is gone: what it said stays in force until the next start.");
            }

            candidate.Add(at < 0 ? source : new SettingsFile(_files[at].Path, texts[at]));
        }

        return candidate.Build();
    }

    /// <summary>These are good: from now on they are what everybody is given.</summary>
    public void Accept(IReadOnlyList<SettingsText> texts)
    {
        foreach (var (file, text) in _files.Zip(texts))
        {
            file.Accepted = text;
        }

        ((IConfigurationRoot)_configuration).Reload();
    }
}
