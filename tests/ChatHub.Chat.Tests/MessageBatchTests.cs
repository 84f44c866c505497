using System.Text;

namespace ChatHub.Chat.Tests;

public sealed class MessageBatchTests
{
    private static readonly SessionIdentity s_someone = new(1, "test", "192.0.2.1:1", Encoding.UTF8);

    [Fact]
    public void Encode_SameFormatAgain_IsTheSameObjectEncodedOnce()
    {
        var format = new TextFormat();
        var batch = new MessageBatch([Text("a"), Text("b")]);

        var first = batch.Encode(format);
        var again = batch.Encode(format);

        Assert.Same(first, again);
        Assert.Equal(2, format.Encoded);
    }

    [Fact]
    public void Encode_OtherFormat_IsEncodedForItself()
    {
        var (one, other) = (new TextFormat(), new TextFormat());
        var batch = new MessageBatch([Text("a")]);

        Assert.NotSame(batch.Encode(one), batch.Encode(other));
        Assert.Equal((1, 1), (one.Encoded, other.Encoded));
    }

    [Fact]
    public void Encode_SeveralMessages_SlicesAreTheMessages()
    {
        var encoded = new MessageBatch([Text("first"), Event(), Text("小明"), Event()]).Encode(new TextFormat());

        Assert.Equal("first\n小明\n", Utf8(encoded.Bytes));
        Assert.Equal(["first\n", "", "小明\n", ""], Enumerable.Range(0, 4).Select(i => Utf8(encoded[i])));
        Assert.Equal(2, encoded.Count);
    }

    [Fact]
    public void Encode_NothingForTheFormat_IsEmpty()
    {
        var encoded = new MessageBatch([Event(), Event()]).Encode(new TextFormat());

        Assert.Equal((0, 0), (encoded.Count, encoded.Bytes.Length));
    }

    [Fact]
    public void Encode_NextBatch_LeavesTheBytesOfTheOneBefore()
    {
        var format = new TextFormat();
        var before = new MessageBatch([Text("before")]).Encode(format);
        new MessageBatch([Text("AFTER!")]).Encode(format);
        new MessageBatch([Text(new string('x', 2 * 1024 * 1024))]).Encode(format);

        Assert.Equal("before\n", Utf8(before.Bytes));
    }

    [Theory]
    [InlineData(0, "first\n小明\n", 2)]
    [InlineData(1, "小明\n", 1)]
    [InlineData(2, "小明\n", 1)]
    [InlineData(3, "", 0)]
    [InlineData(4, "", 0)]
    public void From_AnIndex_IsTheRestOfTheSameBytes(int index, string bytes, int count)
    {
        var format = new TextFormat();
        var batch = new MessageBatch([Text("first"), Event(), Text("小明"), Event()]);

        var rest = batch.From(index);
        var encoded = rest.Encode(format);

        Assert.Equal(batch.Messages[index..].ToArray(), rest.Messages.ToArray());
        Assert.Equal((bytes, count), (Utf8(encoded.Bytes), encoded.Count));
        Assert.Equal(bytes, string.Concat(Enumerable.Range(0, 4 - index).Select(i => Utf8(encoded[i]))));
        Assert.Same(encoded, rest.Encode(format));
        batch.Encode(format);
        Assert.Equal(4, format.Encoded);
    }

    [Fact]
    public void Messages_AfterTheSourceChanged_AreAsTheyWere()
    {
        var source = new[] { Text("a"), Text("b") };
        var batch = new MessageBatch(source);
        source[0] = Text("z");

        Assert.Equal(["a", "b"], batch.Messages.ToArray().Select(message => message.Text));
    }

    private static string Utf8(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static ChatMessage Event() => ChatMessage.OfSession(DateTimeOffset.UnixEpoch, s_someone, "guest-1", SystemEvent.Connected);

    private static ChatMessage Text(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return ChatMessage.FromSession(MessageKind.Text, DateTimeOffset.UnixEpoch, s_someone, "guest-1", body, body.Length);
    }
}
