using ChatHub.Server.Storage.MessageLog.Index;

namespace ChatHub.Server.Storage.MessageLog.Reading;

/// <summary>
/// A filter as an expression of FTS5, as bytes. It holds nothing but folded tokens and those of <see cref="Facets"/> between quotes, so nothing that a
/// person writes is ever read as its syntax. It may find more than what meets the filter, never less.
/// </summary>
internal static class IndexExpression
{
    /// <summary>Most connections of one endpoint that are asked for by number; where there are more, its address is asked for.</summary>
    public const int MostConnections = 500;

    /// <summary>The expression for a filter that <see cref="MessageFilter.IsIndexed"/>.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="connections">Numbers of the connections from the endpoint that it names; null where it names none, or there are too many.</param>
    public static byte[] Of(MessageFilter filter, IReadOnlyList<long>? connections)
    {
        var all = new List<byte[]>();
        foreach (var term in filter.Text?.Terms ?? [])
        {
            for (var i = 0; i < term.Tokens.Count; i++)
            {
                all.Add(Quoted(term.Tokens[i], term.IsPrefix && i == term.Tokens.Count - 1));
            }
        }

        Add(all, filter.Query.Connection is { } connection ? [Facets.Connection(connection)] : null);
        Add(all, connections?.Select(Facets.Connection));
        Add(all, filter.Sender is { } sender ? [Facets.Sender(sender)] : null);
        Add(all, connections is null && filter.Remote is { } remote ? [Facets.Address(remote.Address)] : null);
        Add(all, filter.Listener is { } listener ? [Facets.Listener(listener)] : null);
        Add(all, filter.Room is { } room ? [Facets.Room(room), Facets.Room(MessageFilter.EveryRoom)] : null);
        Add(all, filter.Kinds?.Select(Facets.Kind));
        return Joined(all.DistinctBy(Convert.ToHexString), " AND "u8);
    }

    /// <summary>Adds a condition: any of these tokens.</summary>
    private static void Add(List<byte[]> all, IEnumerable<byte[]>? tokens)
    {
        if (tokens is not null)
        {
            all.Add([(byte)'(', .. Joined(tokens.Select(token => Quoted(token, false)), " OR "u8), (byte)')']);
        }
    }

    private static byte[] Joined(IEnumerable<byte[]> parts, ReadOnlySpan<byte> between)
    {
        var joined = new List<byte>();
        foreach (var part in parts)
        {
            if (joined.Count > 0)
            {
                joined.AddRange(between);
            }

            joined.AddRange(part);
        }

        return [.. joined];
    }

    private static byte[] Quoted(byte[] token, bool isPrefix) => [(byte)'"', .. token, (byte)'"', .. isPrefix ? " *"u8.ToArray() : []];
}
