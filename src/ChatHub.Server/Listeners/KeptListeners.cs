using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatHub.Server.Hosting;
using ChatHub.Server.Storage;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Listeners;

/// <summary>A listener that an operator added.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Options">What was set.</param>
public sealed record KeptListener(string Name, ListenerOptions Options);

/// <summary>One that is in the file and does not run.</summary>
/// <param name="Listener">It.</param>
/// <param name="Why">What is wrong with its settings; null when there is another of its name.</param>
public sealed record UnusedListener(KeptListener Listener, string? Why);

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
    private volatile IReadOnlyList<UnusedListener> _unused = [];

    private KeptListeners(string path) => _path = path;

    private string Fresh => _path + ".new";

    /// <summary>All of them, in the order of their adding.</summary>
    public IReadOnlyList<KeptListener> All => _all;

    /// <summary>What became of a file that could not be read; null when it could.</summary>
    public UnreadFile? Unread { get; private set; }

    /// <summary>Those that are in the file and do not run.</summary>
    public IReadOnlyList<UnusedListener> Unused => _unused;

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
        catch (Exception failure) when (failure is JsonException or NotSupportedException or IOException or UnauthorizedAccessException)
        {
            kept.Unread = kept.SetAside(failure.Message, time);
        }

        return kept;
    }

    /// <summary>The settings of those that can be used beside others.</summary>
    /// <param name="others">The listeners of the settings file: their names are taken.</param>
    public IReadOnlyList<ListenerSettings> Usable(IReadOnlyCollection<ListenerSettings> others)
    {
        var unused = new List<UnusedListener>();
        var usable = new List<ListenerSettings>();
        foreach (var one in _all)
        {
            var problems = new List<string>();
            if (others.Concat(usable).Any(other => other.Name.Equals(one.Name, StringComparison.OrdinalIgnoreCase)))
            {
                unused.Add(new(one, null));
            }
            else if (ListenerSettings.From(one.Name, one.Options, problems) is { } settings)
            {
                usable.Add(settings);
            }
            else
            {
                unused.Add(new(one, string.Join("; ", problems)));
            }
        }

        _unused = unused;
        return usable;
    }

    /// <summary>The one of a name that is used; null when no operator added one of that name, or it is <see cref="Unused"/>.</summary>
    public KeptListener? Find(string name) =>
        _all.FirstOrDefault(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && !_unused.Any(unused => ReferenceEquals(unused.Listener, one)));

    /// <summary>Whether the file has one of a name, used or not.</summary>
    public bool Has(string name) => _all.Any(one => one.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Keeps a listener, in the place of one of the same name.</summary>
    /// <exception cref="IOException">It could not be written; nothing changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Put(KeptListener listener) => Write(With(listener));

    /// <summary>Keeps a listener like <see cref="Put"/>, when something else has succeeded that belongs to it. What can fail on the disk is done before that, so either both are done or none.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="first">What must succeed; what it throws is thrown, and nothing changed.</param>
    /// <exception cref="IOException">It could not be written; nothing changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task<T> PutAsync<T>(KeptListener listener, Func<Task<T>> first)
    {
        ArgumentNullException.ThrowIfNull(first);
        var all = With(listener);
        Prepare(all);
        try
        {
            var done = await first();
            Swap(all);
            return done;
        }
        catch
        {
            File.Delete(Fresh);
            throw;
        }
    }

    /// <summary>Keeps a listener no longer.</summary>
    /// <exception cref="IOException">It could not be written; nothing changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Remove(string name) => Write([.. _all.Where(one => !ReferenceEquals(one, Find(name)))]);

    /// <summary>Keeps one that is not used no longer.</summary>
    /// <exception cref="IOException">It could not be written; nothing changed.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Remove(UnusedListener unused)
    {
        ArgumentNullException.ThrowIfNull(unused);
        Write([.. _all.Where(one => !ReferenceEquals(one, unused.Listener))]);
        _unused = [.. _unused.Where(other => !ReferenceEquals(other.Listener, unused.Listener))];
    }

    private IReadOnlyList<KeptListener> With(KeptListener listener) => Find(listener.Name) is { } before
        ? [.. _all.Select(one => ReferenceEquals(one, before) ? listener : one)]
        : [.. _all, listener];

    private void Write(IReadOnlyList<KeptListener> all)
    {
        Prepare(all);
        Swap(all);
    }

    /// <summary>Writes what the file is to be, beside it.</summary>
    private void Prepare(IReadOnlyList<KeptListener> all)
    {
        if (Unread is { Aside: null } unread)
        {
            throw new IOException($"{unread.File} could not be read when the server started ({unread.Why}) and is left as it is: nothing is saved over it.");
        }

        using var file = OwnerOnly.Write(Fresh); // it has the shared passwords of listeners
        JsonSerializer.Serialize(file, all, s_json);
        file.Flush(flushToDisk: true);
    }

    private void Swap(IReadOnlyList<KeptListener> all)
    {
        File.Move(Fresh, _path, overwrite: true);
        _all = all;
    }

    private UnreadFile SetAside(string problem, TimeProvider time)
    {
        var aside = MessageLogFiles.SetAsideName(_path, time.GetUtcNow());
        try
        {
            File.Move(_path, aside, overwrite: false);
            return new(Path.GetFileName(_path), Path.GetFileName(aside), problem);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(Path.GetFileName(_path), null, $"{problem}; {failure.Message}");
        }
    }
}
