using System.Buffers;
using System.Text;

namespace ChatHub.Chat.Tests;

/// <summary>A message on which a format fails is left out, and nothing else is.</summary>
public sealed class PoisonMessageTests
{
    private static readonly SessionIdentity s_someone = new(1, "test", "192.0.2.1:1", Encoding.UTF8);

    [Theory]
    [InlineData("POISON,b,c", "b\nc\n")]
    [InlineData("a,POISON,c", "a\nc\n")]
    [InlineData("a,b,POISON", "a\nb\n")]
    public void Encode_FormatThatThrowsForOne_HasTheOthersAndNothingOfIt(string texts, string expected)
    {
        var before = MessageBatch.EncodingFailures;
        var all = texts.Split(',');

        var encoded = new MessageBatch(all.Select(Text).ToArray()).Encode(new FailingFormat());

        Assert.Equal((expected, 2), (Utf8(encoded.Bytes), encoded.Count));
        Assert.Equal(all.Select(text => text == "POISON" ? "" : text + "\n"), Enumerable.Range(0, 3).Select(i => Utf8(encoded[i])));
        Assert.Equal(before + 1, MessageBatch.EncodingFailures); // the cases of one class run one after the other
    }

    [Fact]
    public void Encode_FormatThatThrowsForAll_IsEmpty()
    {
        var encoded = new MessageBatch([Text("POISON"), Text("POISON")]).Encode(new FailingFormat());

        Assert.Equal((0, 0), (encoded.Count, encoded.Bytes.Length));
    }

    [Fact]
    public void Encode_OtherFormatOfTheSameBatch_HasTheMessage()
    {
        var batch = new MessageBatch([Text("a"), Text("POISON")]);
        batch.Encode(new FailingFormat());

        Assert.Equal("a\nPOISON\n", Utf8(batch.Encode(new TextFormat()).Bytes));
    }

    private static string Utf8(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static ChatMessage Text(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return ChatMessage.FromSession(MessageKind.Text, DateTimeOffset.UnixEpoch, s_someone, "guest-1", body, body.Length);
    }

    /// <summary>Writes a part of the message, more than the writer had room for at first, and throws.</summary>
    private sealed class FailingFormat : BatchFormat
    {
        public override void Encode(ChatMessage message, IBufferWriter<byte> output)
        {
            output.Write(message.TextBytes);
            if (message.Text == "POISON")
            {
                output.Write(new byte[200 * 1024]);
                throw new InvalidOperationException("a defect of this format");
            }

            output.Write("\n"u8);
        }
    }
}
