namespace ChatHub.Server.Hosting.SettingsChanges;

/// <summary>What a settings file had in it at one moment. Equal when that is the same.</summary>
/// <param name="Bytes">Its content; null where there is no file, or it cannot be read.</param>
/// <param name="Unread">Why it cannot be read; null where it can, or is not there.</param>
internal sealed record SettingsText(byte[]? Bytes, string? Unread = null)
{
    /// <summary>Most bytes of a settings file.</summary>
    public const int Most = 1024 * 1024;

    /// <summary>No file.</summary>
    public static SettingsText None { get; } = new(null, null);

    /// <summary>Whether there is a file.</summary>
    public bool IsThere => Bytes is not null || Unread is not null;

    /// <summary>Reads a file.</summary>
    public static SettingsText Of(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            var bytes = new byte[(int)Math.Min(file.Length, Most + 1)];
            var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return count > Most ? new(null, $"it has more than {Most} bytes") : new(bytes[..count]);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return None;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new(null, failure.Message);
        }
    }

    /// <inheritdoc/>
    public bool Equals(SettingsText? other) => other is not null && Unread == other.Unread && (Bytes is null) == (other.Bytes is null) && Bytes.AsSpan().SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Unread, Bytes?.Length);
}
