using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChatHub.Framing.Tests;

/// <summary>Bytes, and one way in which a network may cut them into reads.</summary>
internal sealed record SplitStream(byte[] Bytes, int[] Cuts)
{
    public IEnumerable<byte[]> Reads
    {
        get
        {
            int start = 0;
            foreach (int length in Cuts)
            {
                int end = Math.Min(start + length, Bytes.Length);
                yield return Bytes[start..end];
                start = end;
            }

            yield return Bytes[start..];
        }
    }

    public IEnumerable<byte[]> SingleBytes => Bytes.Select(value => new[] { value });

    public override string ToString() => $"{Convert.ToHexString(Bytes)} cut into [{string.Join(", ", Cuts)}]";
}

/// <summary>Generators of byte streams and of their splits.</summary>
internal static class Streams
{
    public static readonly Gen<byte[]> AnyByte = Gen.Choose(0, 255).Select(value => new[] { (byte)value });

    public static readonly Gen<byte[]> Text = Gen.Elements("a", "hi", "é", "小", "明：", "😀", "\0").Select(Encoding.UTF8.GetBytes);

    public static readonly Gen<byte[]> Ending = Gen.Elements("\r", "\n", "\r\n", "\n\r", "\r\r\n").Select(Encoding.UTF8.GetBytes);

    public static Gen<SplitStream> Of(Gen<byte[]> piece) =>
        from pieces in piece.ArrayOf()
        from cuts in Gen.Frequency((3, Gen.Choose(0, 3)), (1, Gen.Choose(4, 40))).ArrayOf()
        select new SplitStream([.. pieces.SelectMany(bytes => bytes)], cuts);

    // Fewer pieces, then fewer cuts: enough to read a failure.
    public static Arbitrary<SplitStream> ToShrinking(this Gen<SplitStream> streams) => Arb.From(streams, Shrink);

    public static void Holds<T>(Arbitrary<T> values, Action<T> check) =>
        Prop.ForAll(values, check).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    private static IEnumerable<SplitStream> Shrink(SplitStream stream)
    {
        for (int i = 0; i < stream.Bytes.Length; i++)
        {
            yield return stream with { Bytes = [.. stream.Bytes[..i], .. stream.Bytes[(i + 1)..]] };
        }

        for (int i = 0; i < stream.Cuts.Length; i++)
        {
            yield return stream with { Cuts = [.. stream.Cuts[..i], .. stream.Cuts[(i + 1)..]] };
        }
    }
}
