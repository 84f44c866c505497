using ChatHub.Chat;
using ChatHub.Server.Storage.ClientNotes;

namespace ChatHub.Server.Webhooks;

/// <summary>
/// Holds disconnects until it is clear that the client does not come back at once. A newcomer is somebody who comes back when it comes to the same listener from the same address
/// within the grace, and is either nobody yet (<c>guest-7</c>, as all are at first) or has the same name. Each one held is paired with one newcomer, the oldest first. All is reckoned
/// by the times of the entries, so it does not matter how late they are looked at. One caller at a time.
/// </summary>
internal sealed class ReconnectGrace(TimeSpan grace)
{
    /// <summary>Most that are held: beyond it the oldest goes on before its time.</summary>
    public const int Most = 1_000;

    private readonly List<WebhookItem> _held = [];

    /// <summary>Those that are held, oldest first.</summary>
    public IReadOnlyList<WebhookItem> Held => _held;

    /// <summary>Whether a disconnect is held at all: what an operator did to a client is told at once.</summary>
    public bool Holds(ChatMessage disconnect) => grace > TimeSpan.Zero && disconnect.Reason is not (DisconnectReason.Kicked or DisconnectReason.Banned);

    /// <summary>Holds a disconnect.</summary>
    public void Hold(WebhookItem disconnect) => _held.Add(disconnect);

    /// <summary>Whether a newcomer is somebody who comes back; then neither event is there any more.</summary>
    public bool TakeBack(ChatMessage connect)
    {
        var at = _held.FindIndex(held => IsBack(held.Entry.Message, connect));
        if (at >= 0)
        {
            _held.RemoveAt(at);
        }

        return at >= 0;
    }

    /// <summary>Takes those out whose grace is over, and those that are too many.</summary>
    public IReadOnlyList<WebhookItem> TakeOver(DateTimeOffset now)
    {
        WebhookItem[] over = [.. _held.Where((held, place) => now - held.At >= grace || place < _held.Count - Most)];
        _held.RemoveAll(over.Contains);
        return over;
    }

    private bool IsBack(ChatMessage gone, ChatMessage connect) =>
        gone.Origin is { } before && connect.Origin is { } now
        && connect.At - gone.At <= grace
        && before.Listener == now.Listener
        && ClientAddress.Of(before.Remote).SequenceEqual(ClientAddress.Of(now.Remote))
        && (connect.Sender == SessionNames.GuestName(now.Id) || connect.Sender.Equals(gone.Sender, StringComparison.OrdinalIgnoreCase));
}
