using System.Buffers;
using System.Buffers.Text;
using System.Security.Authentication;
using System.Text;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Server.Api;
using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sending;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Search;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Protocols.Chat;
using ChatHub.Wire.Tls;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatHub.Fuzzing;

/// <summary>A parser that meets the network.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Take">Gives it an input; throws when something does not hold that should.</param>
internal sealed record FuzzTarget(string Name, Action<byte[]> Take);

/// <summary>All of them, with what must hold for each.</summary>
internal static class FuzzTargets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("framer", Framer),
        new("telnet", Telnet),
        new("proxy", Proxy),
        new("names", Names),
        new("visible text", Visible),
        new("addresses", Addresses),
        new("connection filter", input => ConnectionFilter.Parse(Text(input))),
        new("search text", Search),
        new("message query", input => MessageQueryUrl.Read(QueryHelpers.ParseQuery(Text(input)), [])),
        new("hex input", input => HexText.TryParse(Text(input), out _, out _)),
        new("what operators send", Send),
        new("audit query", input => AuditQuery.Read(QueryHelpers.ParseQuery(Text(input)), [])),
        new("API bodies", FuzzBodies.Read),
        new("API cursors", Cursor),
        new("chat commands", Command),
        new("password lines", Password),
        new("first record", Record),
    ];

    private static string Text(byte[] input) => Encoding.UTF8.GetString(input);

    private static void Framer(byte[] input)
    {
        var framer = new LineFramer(new LineFramerOptions { MaxMessageBytes = 64 }, TimeProvider.System);
        var taken = 0;
        var cut = input.Length / 3;
        foreach (var part in new[] { input[..cut], input[cut..] })
        {
            ReadOnlySpan<byte> rest = part;
            while (framer.TryRead(ref rest, out var frame))
            {
                taken += Checked(frame);
            }
        }

        if (framer.TryComplete(out var last))
        {
            taken += Checked(last);
        }

        Holds(taken <= input.Length, "frames have no more bytes than came in");
    }

    private static int Checked(in Frame frame)
    {
        Holds(frame.Outcome == FrameOutcome.TooLong || frame.TextLength <= 64, "a text is within its bound");
        Holds(frame.Text.IndexOfAny((byte)'\n', (byte)'\r') < 0, "a text has no ending inside");
        return frame.Bytes.Length;
    }

    private static void Telnet(byte[] input)
    {
        var replies = new ArrayBufferWriter<byte>();
        var buffer = input.ToArray();
        var filter = new TelnetFilter();
        var cut = input.Length / 2;
        var length = filter.Filter(buffer.AsSpan(0, cut), replies);
        length += filter.Filter(buffer.AsSpan(cut), replies);
        Holds(length <= input.Length, "nothing is added");
        Holds(replies.WrittenCount <= 4 * (input.Length + 8), "the answers are no amplifier");
    }

    private static void Proxy(byte[] input)
    {
        var header = ProxyHeader.Read(input);
        Holds(header.Length <= Math.Min(input.Length, ProxyHeader.MostBytes), "a header is within its bound");
        Holds(header.Outcome != ProxyHeaderOutcome.NeedsMore || input.Length < ProxyHeader.MostBytes, "it does not ask for more for ever");
    }

    private static void Send(byte[] input)
    {
        var text = Text(input);
        foreach (var content in new[] { new SendContent(text, IsHex: true), new SendContent(text, HasEscapes: true, HasPlaceholders: true), new SendContent(text, HasPlaceholders: true, Ending: SendEnding.CrLf) })
        {
            if (content.TryRead(new("Tom", DateTimeOffset.UnixEpoch, 7), out var saying) is { } problem)
            {
                Holds(problem.At <= text.Length, "what is wrong stands in the text");
            }
            else
            {
                Holds(saying.Body.Length is > 0 and <= OperatorCommands.MaxTextBytes, "what is sent is within its bound");
            }
        }
    }

    private static void Names(byte[] input)
    {
        var name = SessionNames.Clean(Text(input));
        Holds(name == SessionNames.Clean(name), "a clean name stays as it is");
        Holds(!name.Any(char.IsControl), "a name has no control characters");
        SessionNames.IsReserved(name);
    }

    private static void Visible(byte[] input)
    {
        var seen = VisibleText.Of(Text(input));
        Holds(!seen.Any(letter => char.IsControl(letter) && letter != '\t'), "nothing is left that acts on a terminal");
        Holds(seen == VisibleText.Of(seen), "what is visible stays as it is");
        VisibleText.IsPlain(input);
    }

    private static void Addresses(byte[] input)
    {
        if (AddressRange.TryParse(Text(input), out var range))
        {
            Holds(AddressRange.TryParse(range.ToString(), out var again) && again == range, "a range reads back as it is written");
        }

        AddressRanges.TryParse(Text(input));
    }

    private static void Search(byte[] input)
    {
        try
        {
            SearchText.Parse(Text(input));
        }
        catch (MessageQueryException)
        {
            // that is how it refuses a text
        }
    }

    private static void Cursor(byte[] input)
    {
        foreach (var cursor in new[] { Text(input), Base64Url.EncodeToString(input), Base64Url.EncodeToString([.. "{\"Sort\":\"-id\",\"Text\":\""u8, .. input, .. "\",\"Number\":7,\"Id\":7}"u8]) })
        {
            try
            {
                var (rows, next) = ConnectionSort.Parse("-id").Page([], cursor, 10);
                Holds(rows.Count == 0 && next is null, "nothing has no next page");
            }
            catch (ApiProblemException)
            {
                // that is how it refuses a cursor
            }
        }
    }

    private static void Command(byte[] input)
    {
        foreach (var line in Text(input).Split('\n').Select(line => "/" + line))
        {
            var (name, command, arguments) = ChatCommands.Read(line);
            Holds(line.AsSpan(1).StartsWith(name), "a name is what was typed");
            Holds(arguments.Length <= (command?.Words ?? 0), "no command has more arguments than it takes");
            Holds(arguments.All(argument => argument.Length > 0 && line.Contains(argument, StringComparison.Ordinal)), "an argument is a part of the line");
        }
    }

    private static void Password(byte[] input)
    {
        var (telnet, line, replies) = (new TelnetFilter(), new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        var cut = input.Length / 3;
        foreach (var part in new[] { input[..cut], input[cut..] })
        {
            var rest = part.AsMemory();
            for (var left = rest.Length + 1; PasswordLine.Take(ref rest, telnet, line, replies); left = rest.Length)
            {
                Holds(rest.Length < left, "a line takes at least its ending");
                Holds(line.WrittenCount <= PasswordLine.MostBytes + 1, "a line is within its bound");
                Holds(PasswordLine.WordOf(line.WrittenSpan, Encoding.UTF8).Length <= line.WrittenCount, "a word is no longer than its line");
                line.Clear();
            }
        }

        Holds(replies.WrittenCount <= 4 * (input.Length + 8), "the answers are no amplifier");
    }

    private static void Record(byte[] input)
    {
        try
        {
            var before = 0;
            for (var have = 0; have <= Math.Min(input.Length, 8); have++)
            {
                var length = FirstRecord.LengthOf(input.AsSpan(0, have));
                Holds(length is >= 5 and <= 5 + (1 << 14) && length >= before, "a record is within its bound, and more bytes make it no shorter");
                before = length;
            }
        }
        catch (AuthenticationException)
        {
            // that is how it refuses what is no TLS
        }
    }

    private static void Holds(bool condition, string what)
    {
        if (!condition)
        {
            throw new InvalidOperationException($"It should hold that {what}.");
        }
    }
}
