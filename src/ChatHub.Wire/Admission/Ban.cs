namespace ChatHub.Wire.Admission;

/// <summary>Addresses that may not connect.</summary>
/// <param name="Range">Which.</param>
/// <param name="Until">Until when, UTC; null for good.</param>
/// <param name="Reason">Why, in one line; told to who is turned away; empty for nothing. At most <see cref="MostReasonCharacters"/> characters.</param>
/// <param name="By">Who made it; <see cref="Server"/> where the flood limits did.</param>
/// <param name="MadeAt">When, UTC.</param>
public sealed record Ban(AddressRange Range, DateTimeOffset? Until, string Reason, string By, DateTimeOffset MadeAt)
{
    /// <summary>Most characters of a reason.</summary>
    public const int MostReasonCharacters = 200;

    /// <summary>The author of bans that the server makes by itself.</summary>
    public const string Server = "server";

    /// <summary>Whether it holds at a moment.</summary>
    public bool HoldsAt(DateTimeOffset now) => Until is not { } until || until > now;
}

/// <summary>A ban and what it did, at one moment.</summary>
/// <param name="Ban">The ban.</param>
/// <param name="Hits">Connections that it turned away or ended since the start.</param>
/// <param name="LastHitAt">When it last did, UTC; null when it did not yet.</param>
public sealed record BanSnapshot(Ban Ban, long Hits, DateTimeOffset? LastHitAt);
