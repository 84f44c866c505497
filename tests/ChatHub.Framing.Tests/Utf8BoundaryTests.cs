using System.Text;

namespace ChatHub.Framing.Tests;

public sealed class Utf8BoundaryTests
{
    // Both ends of every class of bytes that RFC 3629 tells apart.
    private static readonly byte[] Classes =
    [
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
        0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ];

    private static readonly byte[] All = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();

    [Fact]
    public void TrimIncomplete_NoBytes_IsZero() => Assert.Equal(0, Utf8Boundary.TrimIncomplete([]));

    [Fact]
    public void TrimIncomplete_UpToThreeBytes_AgreesWithTheDecoder()
    {
        Check([], All);
        Check([], All, All);
        Check([], Classes, All, All);
    }

    [Fact]
    public void TrimIncomplete_LongerBytes_AgreesWithTheDecoder()
    {
        Check([], Classes, Classes, Classes, Classes);
        Check("小"u8.ToArray(), All, All);
        Check("小"u8.ToArray(), Classes, Classes, Classes);
        Check([0xF0], Classes, Classes, Classes, Classes);
    }

    private void Check(byte[] start, params byte[][] alphabets)
    {
        byte[] bytes = [.. start, .. new byte[alphabets.Length]];
        CheckFrom(start.Length, bytes, alphabets);
    }

    private void CheckFrom(int position, byte[] bytes, byte[][] alphabets)
    {
        if (position == bytes.Length)
        {
            int expected = bytes.Length - IncompleteAtEnd(bytes);
            if (Utf8Boundary.TrimIncomplete(bytes) != expected)
            {
                Assert.Fail($"{Convert.ToHexString(bytes)}: {Utf8Boundary.TrimIncomplete(bytes)}, the decoder says {expected}");
            }

            return;
        }

        foreach (byte value in alphabets[position - bytes.Length + alphabets.Length])
        {
            bytes[position] = value;
            CheckFrom(position + 1, bytes, alphabets);
        }
    }

    // The decoder keeps back what may become a character: it gives a replacement for that only when told that no more comes.
    private int IncompleteAtEnd(byte[] bytes)
    {
        if (_decoder.GetCharCount(bytes, flush: false) == _decoder.GetCharCount(bytes, flush: true))
        {
            return 0;
        }

        int length = 1;
        while (_decoder.GetCharCount(bytes.AsSpan(^length..), flush: false) != 0)
        {
            length++;
        }

        return length;
    }
}
