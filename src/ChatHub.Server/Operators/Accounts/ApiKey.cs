namespace ChatHub.Server.Operators.Accounts;

/// <summary>A key for programs. Only its hash is kept.</summary>
internal sealed class ApiKey
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>What it is called; no two keys that are in force have the same name.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, as hexadecimal digits. The key is 256 random bits, so nothing slower is needed.</summary>
    public required string Hash { get; init; }

    /// <summary>What it may.</summary>
    public OperatorRole Role { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>From when on it is refused, UTC; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, UTC, to a minute; null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>When it was revoked, UTC; null when it was not.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
