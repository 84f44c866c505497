using System.Text.Json;
using ChatHub.Server.Hosting;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Webhooks;

/// <summary>How far a webhook is.</summary>
/// <param name="Position">Number of the last entry that it has looked at.</param>
/// <param name="Waiting">Numbers of those up to there that are still to be delivered.</param>
/// <param name="UnsetSince">Since when it is in no settings, UTC; null while it is.</param>
internal sealed record WebhookPlace(long Position, IReadOnlyList<long> Waiting, DateTimeOffset? UnsetSince = null)
{
    /// <inheritdoc/>
    public bool Equals(WebhookPlace? other) => other is not null && Position == other.Position && UnsetSince == other.UnsetSince && Waiting.SequenceEqual(other.Waiting);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Position, Waiting.Count);
}

/// <summary>
/// <c>webhooks.json</c> in the data directory: how far each webhook is, so that a restart loses nothing. Replaced as a whole, so that a crash leaves the old one or the new one; with the
/// old one some events are sent twice. One caller at a time.
/// </summary>
internal sealed class WebhookPlaces(string path, TimeProvider time, ILogger<WebhookPlaces> log)
{
    /// <summary>Most places that are kept.</summary>
    public const int MostPlaces = 100;

    /// <summary>How long the place of a webhook that is not set is kept: what is set under its name later is another one.</summary>
    public static readonly TimeSpan KeepUnset = TimeSpan.FromDays(7);

    private const long MostBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private Dictionary<string, WebhookPlace> _saved = [];
    private bool _fails;

    /// <summary>What the file has, by the names of the webhooks; nothing where it is not there or cannot be understood.</summary>
    public IReadOnlyDictionary<string, WebhookPlace> Read()
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists)
            {
                _saved = file.Length > MostBytes ? throw new JsonException($"it has {file.Length} bytes, at most {MostBytes} are expected")
                    : JsonSerializer.Deserialize<Dictionary<string, WebhookPlace>>(File.ReadAllBytes(path), s_json)?.Where(one => one.Value is { Waiting: not null, Position: >= 0 } && IsKept(one.Value)).ToDictionary() ?? [];
            }
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException)
        {
            SetAside(failure.Message);
        }

        return _saved;
    }

    /// <summary>
    /// Writes the file where something has changed. What the disk does not take is tried with the next one. A webhook that is not set now keeps its place, for when it is set again, for
    /// <see cref="KeepUnset"/> and up to <see cref="MostPlaces"/> in all.
    /// </summary>
    public void Write(IReadOnlyDictionary<string, WebhookPlace> places)
    {
        var unset = _saved.Where(one => !places.ContainsKey(one.Key)).Select(one => KeyValuePair.Create(one.Key, one.Value with { UnsetSince = one.Value.UnsetSince ?? time.GetUtcNow() }));
        var all = places.Concat(unset.Where(one => IsKept(one.Value))).Take(MostPlaces).ToDictionary();
        if (all.Count == _saved.Count && all.All(one => one.Value.Equals(_saved.GetValueOrDefault(one.Key))))
        {
            return;
        }

        try
        {
            var fresh = path + ".new";
            using (var stream = OwnerOnly.Write(fresh))
            {
                JsonSerializer.Serialize(stream, all, s_json);
                stream.Flush(flushToDisk: true);
            }

            File.Move(fresh, path, overwrite: true);
            (_saved, _fails) = (all, false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!_fails)
            {
                WebhookLog.PlacesNotKept(log, path, failure.Message);
            }

            _fails = true;
        }
    }

    private bool IsKept(WebhookPlace place) => place.UnsetSince is not { } since || time.GetUtcNow() - since <= KeepUnset;

    private void SetAside(string why)
    {
        var aside = MessageLogFiles.SetAsideName(path, time.GetUtcNow());
        try
        {
            File.Move(path, aside, overwrite: true);
            WebhookLog.PlacesSetAside(log, path, Path.GetFileName(aside), why);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            WebhookLog.PlacesSetAside(log, path, "nothing", $"{why}; {failure.Message}");
        }
    }
}
