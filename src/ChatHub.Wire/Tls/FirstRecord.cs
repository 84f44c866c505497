using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Authentication;

namespace ChatHub.Wire.Tls;

/// <summary>
/// Reads the first record of TLS, which begins the handshake (RFC 8446, section 5.1): a type, a version and a length, 5 bytes, and then so many bytes. Who never sends all of it costs what it
/// has sent, not a handshake; who speaks no TLS is known by its first byte.
/// </summary>
internal static class FirstRecord
{
    /// <summary>Bytes before the content.</summary>
    private const int HeaderBytes = 5;

    /// <summary>Most bytes of the content: what is not encrypted has at most 2^14.</summary>
    private const int MostBytes = 1 << 14;

    /// <summary>Bytes that there is room for at first; a browser's hello has about 1,800.</summary>
    private const int RoomAtFirst = 512;

    private const byte Handshake = 22;

    /// <summary>The first half of the version, of all versions of TLS.</summary>
    private const byte Major = 3;

    /// <summary>Reads it and not a byte more.</summary>
    /// <param name="socket">The client, who has sent nothing that was read.</param>
    /// <returns>The record, from its first byte to its last.</returns>
    /// <exception cref="AuthenticationException">It is no such record.</exception>
    /// <exception cref="IOException">The client ended before its last byte.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(Socket socket)
    {
        var record = new byte[HeaderBytes];
        for (var (have, whole) = (0, HeaderBytes); have < whole;)
        {
            if (have == record.Length)
            {
                Array.Resize(ref record, Math.Min(whole, Math.Max(RoomAtFirst, have * 2))); // room comes with what was sent: a length is only said
            }

            var count = await socket.ReceiveAsync(record.AsMemory(have), SocketFlags.None);
            have += count > 0 ? count : throw new IOException("The client ended within its first record.");
            whole = LengthOf(record.AsSpan(0, have));
        }

        return record;
    }

    /// <summary>How many bytes the record has, as far as its first ones tell: those before the content until they are all there.</summary>
    /// <exception cref="AuthenticationException">They are of no such record.</exception>
    internal static int LengthOf(ReadOnlySpan<byte> read)
    {
        if ((read.Length >= 1 && read[0] != Handshake) || (read.Length >= 2 && read[1] != Major))
        {
            throw new AuthenticationException("The client does not speak TLS.");
        }

        if (read.Length < HeaderBytes)
        {
            return HeaderBytes;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(read[3..]);
        return length is > 0 and <= MostBytes ? HeaderBytes + length : throw new AuthenticationException("The client's first record has no length that TLS knows.");
    }
}
