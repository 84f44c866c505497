using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Tests.Storage.MessageLog.Reading;

/// <summary>
/// Entries as a hub of many countries would log them, the same for the same seed: English and Chinese, accents, emoji, right-to-left, NUL, invalid UTF-8,
/// other encodings, huge ones, events, a clock that steps back, and numbers with gaps wide enough to reach other parts of the index.
/// </summary>
internal sealed class Corpus
{
    public static readonly string[] Rooms = ["lobby", "Ops", "räume", "大厅", "a room/with * ? signs"];
    public static readonly string[] Listeners = ["relay", "Chat", "机器"];
    public static readonly string[] Senders = ["Anna", "小明", "BOB", "sensor 7", "ÉMILE", "x';--", "\u202Eevil"];

    private static readonly string[] s_syllables = ["ka", "lo", "mi", "ter", "an", "so", "re", "ing", "un", "pa", "st", "ve", "do", "é", "th", "ü", "A", "N"];
    private static readonly string[] s_others = ["👍", "👨‍👩‍👧", "שלום", "مرحبا", "ＡＢ１", "\0", "\u202E", "𠮷", "=1+1", "@x", "Ⅷ", "ß", "\t", "\r", "🙂🙂", "cafe\u0301"];

    private static readonly byte[] s_bytes = [0xFF, 0xC0, 0x80, 0xE4, 0xBD, (byte)'a', (byte)'k', 0, 0x1B, (byte)' ', 0xF0, 0x9F]; // little of it is UTF-8

    private readonly Random _random;
    private readonly SessionIdentity[] _origins;
    private readonly string[] _words;

    public Corpus(int seed, int connections = 300)
    {
        Latin1 = Encoding.Latin1;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        _random = new Random(seed);
        var encodings = new[] { Encoding.UTF8, Encoding.UTF8, Encoding.UTF8, LogEncodings.Of("gb18030"), Latin1 };
        _origins = [.. Enumerable.Range(1, connections).Select(id => new SessionIdentity(
            id, Listeners[id % Listeners.Length], id % 4 == 0 ? $"[2001:db8::{id % 50:x}]:{5000 + (id % 7)}" : $"192.0.2.{id % 60}:{5000 + (id % 9)}", encodings[id % encodings.Length]))];
        _words = [.. Enumerable.Range(0, 3000).Select(i => string.Concat(Enumerable.Range(0, 1 + (i % 4)).Select(_ => s_syllables[_random.Next(s_syllables.Length)])))];
    }

    private Encoding Latin1 { get; }

    /// <summary>Entries, oldest first.</summary>
    /// <param name="count">How many.</param>
    /// <param name="partGap">A gap of so many numbers after each tenth of them.</param>
    public IEnumerable<ChatMessage> Make(int count, long partGap = 100_000)
    {
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var id = 1L;
        for (var i = 0; i < count; i++)
        {
            at += _random.Next(3000) == 0 ? TimeSpan.FromHours(-_random.Next(1, 9)) : TimeSpan.FromMilliseconds(_random.Next(4000));
            id += i % (count / 10) == 0 && i > 0 ? partGap : _random.Next(500) == 0 ? 7 : 1;
            yield return One(id, at);
        }
    }

    public string Text()
    {
        var text = new StringBuilder();
        for (var parts = _random.Next(1, 4); parts > 0; parts--)
        {
            switch (_random.Next(6))
            {
                case < 2:
                    text.AppendJoin(' ', Enumerable.Range(0, _random.Next(1, 7)).Select(_ => Word()));
                    break;
                case < 5:
                    text.Append(Chinese(_random.Next(1, 12)));
                    break;
                default:
                    text.Append(s_others[_random.Next(s_others.Length)]);
                    break;
            }

            text.Append(_random.Next(3) switch { 0 => "", 1 => " ", _ => "，" });
        }

        return text.ToString();
    }

    public string Word() => _words[(int)Math.Pow(_words.Length, _random.NextDouble()) % _words.Length];

    public string Chinese(int length) => string.Concat(Enumerable.Range(0, length).Select(_ => (char)(0x4E00 + (int)(400 * Math.Pow(_random.NextDouble(), 3)))));

    private ChatMessage One(long id, DateTimeOffset at)
    {
        var origin = _origins[_random.Next(_origins.Length)];
        var sender = Senders[_random.Next(Senders.Length)];
        var room = Rooms[(int)(Rooms.Length * Math.Pow(_random.NextDouble(), 3))];
        switch (_random.Next(100))
        {
            case 0:
                return ChatMessage.FromLog(id, MessageKind.System, at, "", null, Listeners[id % 3], default, 0, 0, "0.0.0.0:9999", false, false, SystemEvent.ListenerStarted, DisconnectReason.None, "op", null);
            case < 4:
                return ChatMessage.FromLog(id, MessageKind.System, at, room, origin, sender, default, 0, 0, Word(), false, false, SystemEvent.Renamed, DisconnectReason.None, null, null);
            case < 6:
                var said = Encoding.UTF8.GetBytes(Text());
                return ChatMessage.FromLog(id, MessageKind.Server, at, _random.Next(2) == 0 ? "*" : room, null, "server", said, said.Length, 0, null, false, false, null, DisconnectReason.None, "op", null);
            case 6:
                return Said(id, at, room, origin, sender, MessageKind.Private, Text(), "Anna");
            case 7:
                var bytes = Enumerable.Range(0, _random.Next(1, 40)).Select(_ => s_bytes[_random.Next(s_bytes.Length)]).ToArray();
                return ChatMessage.FromLog(id, MessageKind.Text, at, room, _origins[4], sender, bytes, bytes.Length, 0, null, false, false, null, DisconnectReason.None, null, null);
            case 8:
                return ChatMessage.FromLog(id, MessageKind.Text, at, room, origin, sender, "\n"u8.ToArray(), 0, 0, null, true, false, null, DisconnectReason.None, null, null);
            case 9:
                return ChatMessage.FromLog(id, MessageKind.Text, at, room, origin, sender, new byte[] { 0x85, 0x0A }, 1, 0, Text(), false, true, null, DisconnectReason.None, null, null);
            case 10 when _random.Next(20) == 0:
                return Said(id, at, room, origin, sender, MessageKind.Text, string.Concat(Enumerable.Range(0, 3000).Select(_ => Text())), null);
            default:
                return Said(id, at, room, origin, sender, _random.Next(20) == 0 ? MessageKind.Emote : MessageKind.Text, Text(), null);
        }
    }

    private static ChatMessage Said(long id, DateTimeOffset at, string room, SessionIdentity origin, string sender, MessageKind kind, string text, string? recipient)
    {
        var body = origin.Encoding.GetBytes(text + "\r\n");
        body = body.Length > 65_536 ? body[..65_536] : body;
        return ChatMessage.FromLog(id, kind, at, room, origin, sender, body, body.Length - 2, 0, null, false, false, null, DisconnectReason.None, null, recipient);
    }
}
