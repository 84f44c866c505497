using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using ChatHub.Server.Hosting;
using ChatHub.Wire.Admission;

namespace ChatHub.Server.Storage.Bans;

/// <summary>
/// <c>bans.json</c> in the data directory: replaced as a whole, so that a crash leaves the old one or the new one. A file that cannot be understood is set aside.
/// </summary>
internal sealed class BanFile(string path, TimeProvider time, ILogger<BanFile> log) : IBanStore
{
    private const long MostBytes = 8 * 1024 * 1024;

    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    private string? _unread; // why the file there was not read; null when it was

    /// <inheritdoc/>
    public IReadOnlyList<Ban> Read()
    {
        try
        {
            var file = new FileInfo(path);
            return !file.Exists ? []
                : file.Length > MostBytes ? throw new JsonException($"it has {file.Length} bytes, at most {MostBytes} are expected")
                : [.. (JsonSerializer.Deserialize<Content>(File.ReadAllText(path), s_json)?.Bans ?? throw new JsonException("it holds no list of bans")).Select(BanOf)];
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException)
        {
            SetAside(failure.Message);
            return [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _unread = failure.Message;
            BanFileLog.NotRead(log, path, failure.Message);
            return [];
        }
    }

    /// <inheritdoc/>
    public void Write(IReadOnlyList<Ban> bans)
    {
        if (_unread is { } why)
        {
            throw new IOException($"{path} could not be read at the start ({why}): nothing is saved over it. Mend it and start again.");
        }

        var fresh = path + ".new";
        using (var stream = OwnerOnly.Write(fresh))
        {
            JsonSerializer.Serialize(stream, new Content([.. bans.Select(ban => new Line(ban.Range.ToString(), ban.Until, ban.Reason, ban.By, ban.MadeAt))]), s_json);
            stream.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private static Ban BanOf(Line? line) =>
        line is { Reason.Length: <= Ban.MostReasonCharacters, By: not null } && AddressRange.TryParse(line.Address, out var range)
            ? new Ban(range, line.Until, line.Reason, line.By, line.MadeAt)
            : throw new JsonException($"'{line?.Address}' is no address or range, or its reason or author is missing or too long");

    private void SetAside(string why)
    {
        var aside = $"{path}.damaged-{time.GetUtcNow():yyyyMMdd-HHmmss}";
        try
        {
            File.Move(path, aside, overwrite: true);
            BanFileLog.SetAside(log, path, aside, why);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _unread = failure.Message;
            BanFileLog.NotRead(log, path, $"{why}; and it cannot be set aside: {failure.Message}");
        }
    }

    private sealed record Content(IReadOnlyList<Line?>? Bans);

    private sealed record Line(string? Address, DateTimeOffset? Until, string Reason, string By, DateTimeOffset MadeAt);
}
