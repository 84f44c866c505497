using System.Text;

namespace ChatHub.Chat;

/// <summary>What of a session never changes. Messages refer to it, so it holds nothing that would keep a connection alive.</summary>
/// <param name="Id">Number of the session, equal to its connection's; grows, over restarts too where there is a message log.</param>
/// <param name="Listener">Name of the listener that accepted it.</param>
/// <param name="Remote">Remote endpoint as text, an IPv4 address without <c>::ffff:</c>.</param>
/// <param name="Encoding">How its bytes are to be read as text.</param>
public sealed record SessionIdentity(long Id, string Listener, string Remote, Encoding Encoding);
