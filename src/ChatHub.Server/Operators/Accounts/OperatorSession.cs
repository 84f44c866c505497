namespace ChatHub.Server.Operators.Accounts;

/// <summary>A sign-in that holds. The browser has its key; here is only the key's hash.</summary>
internal sealed class OperatorSession
{
    /// <summary>SHA-256 of the key, as hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The account that signed in.</summary>
    public required string AccountId { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used, UTC, to a minute.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    /// <summary>When it ends unless it is used before, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>The address that signed in.</summary>
    public required string From { get; init; }

    /// <summary>What the browser called itself, at most 200 characters.</summary>
    public required string Browser { get; init; }
}
