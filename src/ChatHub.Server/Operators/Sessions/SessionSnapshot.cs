namespace ChatHub.Server.Operators.Sessions;

/// <summary>A session, for those who look at it.</summary>
/// <param name="Id">Its mark; not what the browser has.</param>
/// <param name="Account">Whose.</param>
/// <param name="CreatedAt">When they signed in, UTC.</param>
/// <param name="LastSeenAt">When it was last used, UTC, to a minute.</param>
/// <param name="From">The address that signed in.</param>
/// <param name="Browser">What the browser called itself.</param>
public sealed record SessionSnapshot(string Id, string Account, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string From, string Browser);
