namespace ChatHub.Server.Storage;

/// <summary>A file that could not be read at the start.</summary>
/// <param name="File">Its name.</param>
/// <param name="Aside">The name that it has now; null when it could not be moved: then it stays, and nothing is written over it.</param>
/// <param name="Why">What was wrong.</param>
public sealed record UnreadFile(string File, string? Aside, string Why);
