using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using ChatHub.Server.Hosting;

namespace ChatHub.Server.Storage.ClientNotes;

/// <summary>The file of the notes: JSON, replaced as a whole, so that a crash leaves the old one or the new one.</summary>
internal static class ClientNoteFile
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <exception cref="JsonException">It is damaged.</exception>
    public static IReadOnlyList<ClientNote> Read(string path)
    {
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize<Content>(stream, s_json)?.Notes ?? [];
    }

    /// <param name="path">The file.</param>
    /// <param name="notes">What is in it.</param>
    /// <param name="first">Runs when the disk has taken what the file is to be; the file is replaced unless it throws.</param>
    public static void Write(string path, IEnumerable<ClientNote> notes, Action? first)
    {
        var fresh = path + ".new";
        using (var stream = OwnerOnly.Write(fresh))
        {
            JsonSerializer.Serialize(stream, new Content([.. notes]), s_json);
            stream.Flush(flushToDisk: true);
        }

        try
        {
            first?.Invoke();
            File.Move(fresh, path, overwrite: true);
        }
        catch
        {
            File.Delete(fresh);
            throw;
        }
    }

    private sealed record Content(IReadOnlyList<ClientNote> Notes);
}
