using System.Globalization;
using System.Text;
using ChatHub.Chat;
using ChatHub.Wire.Transport;

namespace ChatHub.Wire.Connections;

/// <summary>What operators do to a connection besides ending it, and what they look up about it.</summary>
internal sealed partial class Connection
{
    private long _mutedUntil;
    private int _toldMuted;

    /// <summary>Until when it is muted; null when it is not.</summary>
    public DateTimeOffset? MutedUntil => Volatile.Read(ref _mutedUntil) is not 0 and var until && until > _services.Time.GetUtcNow().UtcTicks ? Moment(until) : null;

    private string RoomNames => _session?.Rooms.ToArray() switch
    {
        null or [] => "",
        [var one] => one.Name,
        var all => string.Join(", ", all.Select(room => room.Name)),
    };

    /// <summary>What the client said, counted and given to the hub; while it is muted, counted and refused.</summary>
    /// <returns>Ends when more may be read.</returns>
    public Task Publish(ReadOnlySpan<ChatMessage> messages)
    {
        CountMessages(messages.Length);
        return RefusesMuted(messages.Length) ? Task.CompletedTask : Hub.Publish(Session, messages);
    }

    /// <summary>Whether it is muted. Then the messages are counted as dropped, and the client is told, once for each time that it is muted.</summary>
    public bool RefusesMuted(int messages)
    {
        var until = Volatile.Read(ref _mutedUntil);
        if (until == 0)
        {
            return false;
        }

        var now = _services.Time.GetUtcNow();
        if (until <= now.UtcTicks)
        {
            Interlocked.CompareExchange(ref _mutedUntil, 0, until);
            return false;
        }

        CountDropped(DropCause.Muted, messages);
        if (Interlocked.Exchange(ref _toldMuted, 1) == 0)
        {
            var left = Left(TimeSpan.FromTicks(until - now.UtcTicks));
            Output.Send(Protocol.Notice($"an operator muted you for another {left}: what you say goes to nobody 你已被禁言，消息未转发"));
            Hub.Record(ChatMessage.OfSession(now, Identity, Session.Name, SystemEvent.Refused, text: EntryWords.Muted + left));
        }

        return true;
    }

    /// <summary>Mutes it until then; null ends that.</summary>
    public void Mute(DateTimeOffset? until)
    {
        Volatile.Write(ref _toldMuted, 0);
        Volatile.Write(ref _mutedUntil, until?.UtcTicks ?? 0);
    }

    /// <summary>Reads and writes its text in another encoding from now on; what has come counts as said in the old one.</summary>
    /// <returns>False when it is ending.</returns>
    public bool SpeakIn(Encoding encoding, string name)
    {
        try
        {
            lock (_input)
            {
                if (_session is not { IsClosed: false })
                {
                    return false;
                }

                var settings = _settings with { Encoding = encoding, EncodingName = name };
                Protocol.Become(Listener.ProtocolWith(settings), _services.Time.GetUtcNow());
                _settings = settings;
                return true;
            }
        }
        catch (Exception failure)
        {
            Fail(failure);
            return false;
        }
    }

    /// <summary>Why it could not take a name now, as a sentence; null when it could.</summary>
    public string? WhyNotNamed(string name) => _session is { IsClosed: false } session ? Hub.Names.WhyNot(session, name) : null;

    /// <summary>Gives it another name.</summary>
    /// <returns>False when it is ending.</returns>
    public bool Rename(string name, string @operator, out string? refusal)
    {
        refusal = null;
        if (_session is not { IsClosed: false } session)
        {
            return false;
        }

        refusal = Hub.Rename(session, name, @operator);
        if (refusal is null)
        {
            Protocol.Renamed(session.Name);
        }

        return true;
    }

    /// <summary>Tells it that its name went to an operator, and what it is called now.</summary>
    public void TellTakenBack()
    {
        if (_session is { IsClosed: false } session)
        {
            Protocol.TakenBack(session.Name);
        }
    }

    /// <summary>What the kernel knows of the way to the client.</summary>
    public LinkSnapshot? Link() => TcpInfo.Read(_socket);

    private static DateTimeOffset? Moment(long ticks) => ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);

    private static string Left(TimeSpan time)
    {
        var (amount, unit) = time switch
        {
            { TotalMinutes: <= 1 } => (time.TotalSeconds, "s"),
            { TotalHours: <= 2 } => (time.TotalMinutes, "min"),
            _ => (time.TotalHours, "h"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(amount)} {unit}");
    }
}
