using System.Text;
using ChatHub.Chat;

namespace ChatHub.Benchmarks.Log;

/// <summary>Entries of about 60 bytes, half English and half Chinese, whose words are as unevenly frequent as those of a language.</summary>
internal sealed class SearchCorpus
{
    private static readonly string[] s_syllables = ["ka", "lo", "mi", "ter", "an", "so", "re", "ing", "un", "pa", "st", "ve", "do", "qui", "th", "e", "a", "o"];

    private readonly Random _random = new(20261123);
    private readonly SessionIdentity[] _origins;
    private readonly DateTimeOffset _start = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    public SearchCorpus()
    {
        English = [.. Distinct(20_000, i => string.Concat(Enumerable.Range(0, 1 + (i / 5_000) + _random.Next(3)).Select(_ => s_syllables[_random.Next(s_syllables.Length)])))];
        Chinese = [.. Distinct(12_000, i => Ideograph() + (i < 200 ? "" : Ideograph()))];
        _origins = [.. Enumerable.Range(1, 10_000).Select(id => new SessionIdentity(id, id % 3 == 0 ? "chat" : "relay", $"192.0.{id % 20}.{id % 200}:{20_000 + id}", Encoding.UTF8))];
    }

    /// <summary>The words, the most frequent first.</summary>
    public IReadOnlyList<string> English { get; }

    /// <summary>Words of one or two characters, the most frequent first.</summary>
    public IReadOnlyList<string> Chinese { get; }

    /// <summary>An entry; its number grows by one each time.</summary>
    public ChatMessage Make(long id)
    {
        var text = new StringBuilder();
        while (text.Length < (id % 2 == 0 ? 55 : 20))
        {
            text.Append(id % 2 == 0 ? Some(English) + " " : Some(Chinese) + (_random.Next(6) == 0 ? "，" : ""));
        }

        var body = Encoding.UTF8.GetBytes(text.Append('\n').ToString());
        var origin = _origins[((id / 700) + _random.Next(1_000)) % _origins.Length];
        var kind = _random.Next(30) == 0 ? MessageKind.Emote : MessageKind.Text;
        return ChatMessage.FromLog(
            id, kind, _start.AddMilliseconds(id * 400), $"room {(int)Math.Pow(20, _random.NextDouble())}", origin, $"guest-{origin.Id}", body, body.Length - 1, 0, null, false, false, null,
            DisconnectReason.None, null, null);
    }

    private string Some(IReadOnlyList<string> words) => words[(int)Math.Pow(words.Count, _random.NextDouble())];

    private string Ideograph() => ((char)(0x4E00 + (int)(3_500 * Math.Pow(_random.NextDouble(), 2)))).ToString();

    private static HashSet<string> Distinct(int count, Func<int, string> make)
    {
        var words = new HashSet<string>();
        while (words.Count < count)
        {
            words.Add(make(words.Count));
        }

        return words;
    }
}
