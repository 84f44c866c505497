namespace ChatHub.Wire.Tls;

/// <summary>What came of a certificate's file that has changed.</summary>
/// <param name="Problem">Why it cannot be used, so that the one before stays; null where the new one is used.</param>
public sealed record TlsChange(string? Problem);
