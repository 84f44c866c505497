using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Api;

/// <summary>Which connections are meant, in a query or in the body of a request. What is null does not matter.</summary>
/// <param name="State"><c>open</c> or <c>closed</c>. Default open.</param>
/// <param name="Q">Words and conditions as on the page of connections: <c>idle&gt;5m backlog&gt;1MB</c>. At most 256 characters.</param>
/// <param name="Listener">Name of the listener.</param>
/// <param name="Room">Name of a room.</param>
/// <param name="Lagging">Only those for which bytes wait.</param>
internal sealed record ConnectionSearch(string? State = null, string? Q = null, string? Listener = null, string? Room = null, bool Lagging = false)
{
    /// <summary>Those that match, in no order.</summary>
    /// <exception cref="ApiProblemException">The search cannot be understood.</exception>
    public IReadOnlyList<ConnectionSnapshot> Find(ConnectionRegistry connections, ClientNoteBook notes, TimeProvider time)
    {
        if (Q?.Length > MessageQueryUrl.MostNameCharacters)
        {
            throw new ApiProblemException("q", $"q has {Q.Length} characters: expected at most {MessageQueryUrl.MostNameCharacters}.");
        }

        var filter = ConnectionFilter.Parse(Q ?? "");
        if (filter.Problems.Count > 0)
        {
            throw new ApiProblemException([.. filter.Problems.Select(problem => new QueryProblem("q", $"q has '{ApiQuery.Shown(problem.Term)}': expected words, or conditions like listener:relay, idle>5m, backlog>1MB."))]);
        }

        var rows = State switch
        {
            null or "open" => connections.Open(),
            "closed" => connections.Closed(),
            _ => throw new ApiProblemException("state", $"state is '{ApiQuery.Shown(State)}': expected open or closed."),
        };
        var list = new ConnectionList(rows, time.GetUtcNow()) { AliasOf = row => notes.AliasOf(row.Name, row.Remote) };
        return [.. rows.Where(row =>
            (Listener is null || row.Listener.Equals(Listener, StringComparison.OrdinalIgnoreCase)) &&
            (Room is null || row.Rooms.Split(", ").Contains(Room, StringComparer.OrdinalIgnoreCase)) &&
            (!Lagging || row.BacklogBytes > 0) && filter.Matches(row, list))];
    }
}
