using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.Sqlite;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Data.Sqlite;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog;

/// <summary>What is written is what is read: every kind, event and encoding, and bytes that are no text.</summary>
public sealed class MessageRowTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SqliteConnection _connection;

    public MessageRowTests()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        _connection = MessageLogFiles.OpenToWrite(new MessageLogFiles(_folder.Path).Log);
        MessageLogSchema.Prepare(_connection);
    }

    public static TheoryData<MessageKind> Kinds => [.. Enum.GetValues<MessageKind>()];

    public static TheoryData<SystemEvent> Events => [.. Enum.GetValues<SystemEvent>()];

    public static TheoryData<string> Bodies => ["", "a", "a\n", "小明：你好\r\n", "before\0after", "👩‍👩‍👧 שלום \u202E", "\0", "=1+1"];

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kind_IsWritten_IsReadAsItWas(MessageKind kind) =>
        RoundTrip(Entries.Made(1, "hello\r\n"u8.ToArray(), kind, endingBytes: 2, nameLength: 3, by: "op", recipient: "3 connections"));

    [Theory]
    [MemberData(nameof(Events))]
    public void Event_IsWritten_IsReadAsItWas(SystemEvent what)
    {
        RoundTrip(Entries.Made(1, [], MessageKind.System, what: what, reason: DisconnectReason.Kicked, by: "Ann\0e", text: ""));
        RoundTrip(Entries.Made(2, [], MessageKind.System, what: what, text: "为什么\0because"));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Body_IsWritten_IsReadAsItWas(string text) => RoundTrip(Entries.Said(1, text));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    public void Encoding_OfASession_IsReadAsItWas(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var origin = new SessionIdentity(9, "旧", "[2001:db8::1]:5", encoding);
        var read = RoundTrip(Entries.Made(1, encoding.GetBytes("你好é"), origin: origin));

        Assert.Equal(encoding.GetString(encoding.GetBytes("你好é")), read.Text);
    }

    [Fact]
    public void BytesThatAreNoText_AreReadAsTheyWere() => RoundTrip(Entries.Made(1, [0xff, 0, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0x0a], endingBytes: 1, sender: "n\0n\uFFFD"));

    [Fact]
    public void HugeBody_IsReadWhole_AndItsBeginningForLists()
    {
        var body = Enumerable.Range(0, 64 * 1024).Select(at => (byte)(at * 7)).ToArray();
        RoundTrip(Entries.Made(1, body, endingBytes: 1, recipient: "after the body"));

        var cut = ReadCut(1);
        Assert.Equal(body.Length, cut.BodyBytes);
        Assert.True(cut.IsCut);
        Assert.Equal(body[..LoggedMessage.MostBodyBytes], cut.Message.Body.ToArray());
        Assert.Equal(LoggedMessage.MostBodyBytes, cut.Message.TextLength);
    }

    [Theory]
    [InlineData(LoggedMessage.MostBodyBytes, false)]
    [InlineData(LoggedMessage.MostBodyBytes + 1, true)]
    public void BodyForLists_IsCutBeyondTheLimitOnly(int bytes, bool isCut)
    {
        RoundTrip(Entries.Made(1, new byte[bytes]));
        Assert.Equal(isCut, ReadCut(1).IsCut);
        Assert.Equal(LoggedMessage.MostBodyBytes, ReadCut(1).Message.Body.Length);
    }

    [Theory]
    [InlineData("你")]
    [InlineData("")] // the first part of a character: it is text in the next message
    [InlineData("a\0b")]
    public void GivenText_WhereTheBytesAloneDoNotGiveIt_IsKept(string given)
    {
        var read = RoundTrip(Entries.Made(1, [0xe4, 0xbd], text: given));
        Assert.Equal(given, read.Text);
    }

    [Fact]
    public void EndingsOfARawStream_AreReadAsTheyWere()
    {
        RoundTrip(Entries.Made(1, "\n"u8.ToArray(), endingBytes: 1, endsEarlier: true));
        RoundTrip(Entries.Made(2, "\n"u8.ToArray(), endingInside: true));
    }

    [Fact]
    public void WordsOfTheServer_AreReadAsTheyWere()
    {
        RoundTrip(Entries.Made(1, "多\n行"u8.ToArray(), MessageKind.Server, room: "*", sender: "server", by: "Ann"));
        RoundTrip(Numbered(ChatMessage.FromServer(Sample.Noon, "", null, null), 2));
    }

    [Fact]
    public void Numbers_OfWhatIsInFiles_NeverChange()
    {
        Assert.Equal("Text=0 Emote=1 Private=2 Server=3 System=4", Numbers<MessageKind>());
        Assert.Equal("None=0 EndsEarlier=1 EndingInside=2", Numbers<MessageFlags>());
        Assert.StartsWith(
            "Connected=0 Disconnected=1 Renamed=2 ListenerStarted=3 ListenerStopped=4 ListenerDraining=5 ListenerFaulted=6 Refused=7 LogDegraded=8 LogRecovered=9 LogGap=10 LogSetAside=11 LogMissing=12 LogUnreadable=13 Banned=14 Unbanned=15 SettingsApplied=16 SettingsRefused=17", Numbers<SystemEvent>(), StringComparison.Ordinal);
        Assert.StartsWith(
            "None=0 ClientClosed=1 Farewell=2 Kicked=3 Banned=4 SlowConsumer=5 IdleTimeout=6 MessageTooLong=7 Flooding=8 ConnectionLimit=9 ListenerStopped=10 ServerStopping=11 TransportError=12 InternalError=13",
            Numbers<DisconnectReason>(),
            StringComparison.Ordinal);
    }

    private static string Numbers<T>()
        where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(value => $"{value}={value:D}"));

    private static ChatMessage Numbered(ChatMessage message, long id)
    {
        var history = new MessageHistory(1);
        for (var next = 1L; next < id; next++)
        {
            history.Append([ChatMessage.FromServer(Sample.Noon, "", null, null)]);
        }

        history.Append([message]);
        return message;
    }

    private ChatMessage RoundTrip(ChatMessage message)
    {
        using var insert = new Statement(_connection, MessageRow.Insert);
        MessageRow.Bind(insert, message);
        insert.Run();
        if (message.Origin is { } origin)
        {
            using var insertConnection = new Statement(_connection, MessageRow.InsertConnection);
            MessageRow.BindConnection(insertConnection, origin);
            insertConnection.Run();
        }

        var read = Read(MessageRowReader.Columns, message.Id, (reader, row) => reader.Read(row));
        Assert.Equal(Entries.Describe(message), Entries.Describe(read));
        return read;
    }

    private LoggedMessage ReadCut(long id) => Read(MessageRowReader.CutColumns, id, (reader, row) => reader.ReadCut(row));

    private T Read<T>(string columns, long id, Func<MessageRowReader, Statement, T> read)
    {
        using var select = new Statement(_connection, $"SELECT {columns}, 42 FROM {MessageRowReader.Tables} WHERE m.id = {id}");
        Assert.True(select.Step());
        Assert.Equal(42, select.Int64(MessageRowReader.Count));
        return read(new MessageRowReader(_connection), select);
    }
}
