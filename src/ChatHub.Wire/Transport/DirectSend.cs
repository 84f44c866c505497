using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChatHub.Wire.Transport;

/// <summary>
/// A send that never waits. On Linux it is one call of <c>send(2)</c>: <see cref="Socket"/> would read a handful of objects of its own for each
/// socket, which with a thousand receivers are a thousand times as many cache misses, up to a quarter of a fan-out's time.
/// </summary>
internal static partial class DirectSend
{
    /// <summary>In place of a descriptor: nothing may be sent past the encryption.</summary>
    public const int Encrypted = -2;

    private const int NoDescriptor = -1;

    /// <summary><c>MSG_DONTWAIT | MSG_NOSIGNAL</c>, Linux's numbers.</summary>
    private const int Flags = 0x40 | 0x4000;

    private static readonly bool s_available = OperatingSystem.IsLinux() && Probe();

    /// <summary>What <see cref="Send"/> needs to know of a socket.</summary>
    public static int DescriptorOf(Socket socket) => s_available ? (int)socket.SafeHandle.DangerousGetHandle() : NoDescriptor;

    /// <summary>Sends what the socket takes at once. The socket MUST NOT be disposed meanwhile: the number of its descriptor may be another's by then.</summary>
    /// <returns>How many bytes it took; with an error other than Success, none.</returns>
    public static unsafe int Send(Socket socket, int descriptor, ReadOnlySpan<byte> bytes, out SocketError error)
    {
        if (descriptor != NoDescriptor)
        {
            fixed (byte* first = bytes)
            {
                var sent = send(descriptor, first, (nuint)bytes.Length, Flags);
                if (sent >= 0)
                {
                    error = SocketError.Success;
                    return (int)sent;
                }
            }
        }

        return socket.Send(bytes, SocketFlags.None, out error); // says why it takes nothing, which costs nobody who reads
    }

    private static unsafe bool Probe()
    {
        try
        {
            byte nothing = 0;
            return send(NoDescriptor, &nothing, 0, Flags) < 0;
        }
        catch (Exception missing) when (missing is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc")]
    private static unsafe partial nint send(int descriptor, byte* bytes, nuint length, int flags);
}
