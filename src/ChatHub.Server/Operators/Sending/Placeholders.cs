using System.Globalization;
using System.Text;

namespace ChatHub.Server.Operators.Sending;

/// <summary>What stands for <c>{name}</c>, <c>{time}</c> and <c>{n}</c> in a text.</summary>
/// <param name="Name">The receiver's name.</param>
/// <param name="Time">The moment, on the operator's clock.</param>
/// <param name="Number">Which time it is sent, from 1.</param>
public readonly record struct Placeholders(string Name, DateTimeOffset Time, long Number)
{
    /// <summary>Whether the text differs from receiver to receiver.</summary>
    public static bool NameReceivers(string text) => text.Contains("{name}", StringComparison.Ordinal);

    /// <summary>Fills a text in one pass: what is put in is not read again, whatever a client calls itself.</summary>
    public string Fill(string text)
    {
        var filled = new StringBuilder(text.Length + 16);
        for (var at = 0; at < text.Length;)
        {
            var rest = text.AsSpan(at);
            if (rest.StartsWith("{name}", StringComparison.Ordinal))
            {
                filled.Append(Name);
                at += 6;
            }
            else if (rest.StartsWith("{time}", StringComparison.Ordinal))
            {
                filled.Append(Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
                at += 6;
            }
            else if (rest.StartsWith("{n}", StringComparison.Ordinal))
            {
                filled.Append(Number.ToString(CultureInfo.InvariantCulture));
                at += 3;
            }
            else
            {
                filled.Append(text[at++]);
            }
        }

        return filled.ToString();
    }
}
