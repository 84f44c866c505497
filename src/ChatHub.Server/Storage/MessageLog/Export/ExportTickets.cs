using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>The exports that pages of the dashboard watch. A download without a ticket is one that nobody watches.</summary>
public sealed class ExportTickets
{
    private readonly ConcurrentDictionary<string, ExportTicket> _open = new(StringComparer.Ordinal);

    /// <summary>A new ticket. Dispose it when nobody watches it any more.</summary>
    public ExportTicket Open()
    {
        var ticket = new ExportTicket(this, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        _open[ticket.Id] = ticket;
        return ticket;
    }

    /// <summary>The ticket of this number; null when there is none (any more).</summary>
    public ExportTicket? Find(string? id) => id is not null && _open.TryGetValue(id, out var ticket) ? ticket : null;

    internal void Forget(ExportTicket ticket) => _open.TryRemove(ticket.Id, out _);
}
