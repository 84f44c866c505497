using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Listeners;

/// <summary>A listener that an operator added.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">What was set.</param>
public sealed record KeptListener(string Name, ListenerOptions Options);

/// <summary>
/// <c>listeners.json</c>: the listeners that operators added, kept over restarts. Written whole each time and swapped in, so a crash leaves the old or the new
/// one. A file that cannot be read is set aside. One writer at a time; reading is safe for all threads.
/// </summary>
public sealed class KeptListeners
{
    /// <summary>Most listeners that operators may add.</summary>
    public const int Most = 100;

    private const long MostFileBytes = 1024 * 1024;

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file, not a page: 服务器 stays readable
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    private readonly string _path;
    private volatile IReadOnlyList<KeptListener> _all = [];

    private KeptListeners(string path) => _path = path;

    /// <summary>All of them, in the order of their adding.</summary>
    public IReadOnlyList<KeptListener> All => _all;

    /// <summary>What was wrong when it was read, as sentences.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = [];

    /// <summary>Reads the file; without one there are none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="time">The clock, for the name of a file that is set aside.</param>
    public static KeptListeners Read(string path, TimeProvider time)
    {
        var kept = new KeptListeners(path);
        try
        {
            if (new FileInfo(path) is { Exists: true } file)
            {
                kept._all = file.Length <= MostFileBytes && JsonSerializer.Deserialize<List<KeptListener>>(File.ReadAllText(path), s_json) is { } read
                    && read.TrueForAll(one => one is { Name.Length: > 0, Options: { Endpoint: not null, Encoding: not null } })
                    ? [.. read.Take(Most)]
                    : throw new JsonException("it holds no list of listeners");
            }
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            kept.Problems = [kept.SetAside(failure.Message, time)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            kept.Problems = [$"{path} cannot be read, so the listeners that operators added are not there: {failure.Message}"];
        }

        return kept;
    }

    /// <summary>The settings of those that can be used beside others.</summary>
    /// <param name="others">The listeners of the settings file: their names are taken.</param>
    public IReadOnlyList<ListenerSettings> Usable(IReadOnlyCollection<ListenerSettings> others)
    {
        var problems = new List<string>();
        var usable = new List<ListenerSettings>();
        foreach (var (name, options) in _all)
        {
            if (others.Concat(usable).Any(other => other.Name.Equals(name, StringComparison.OrdinalIgnoreCase)))
            {
                problems.Add($"{_path}: the listener '{name}' is not used, because there is another of that name");
            }
            else if (ListenerSettings.From(name, options, problems) is { } settings)
            {
                usable.Add(settings);
            }
        }

        Problems = [.. Problems, .. problems];
        return usable;
    }

    /// <summary>The one of a name; null when no operator added one of that name.</summary>
    public KeptListener? Find(string name) => _all.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps a listener, in the place of one of the same name.</summary>
    /// <exception cref="IOException">It could not be written; nothing changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Put(KeptListener listener) => Write(Find(listener.Name) is { } before
        ? [.. _all.Select(one => one == before ? listener : one)]
        : [.. _all, listener]);

    /// <summary>Keeps a listener no longer.</summary>
    /// <exception cref="IOException">It could not be written; nothing changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Remove(string name) => Write([.. _all.Where(one => !one.Name.Equals(name, StringComparison.OrdinalIgnoreCase))]);

    private void Write(IReadOnlyList<KeptListener> all)
    {
        var temporary = _path + ".new";
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            JsonSerializer.Serialize(file, all, s_json);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, _path, overwrite: true);
        _all = all;
    }

    private string SetAside(string problem, TimeProvider time)
    {
        var aside = MessageLogFiles.SetAsideName(_path, time.GetUtcNow());
        try
        {
            File.Move(_path, aside, overwrite: true);
            return $"{_path} was damaged ({problem}); it was set aside as {Path.GetFileName(aside)}, and the listeners that operators added are not there";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{_path} is damaged ({problem}) and cannot be set aside: {failure.Message}";
        }
    }
}
