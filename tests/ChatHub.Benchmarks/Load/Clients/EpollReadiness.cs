using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace ChatHub.Benchmarks.Load.Clients;

/// <summary>Readiness by epoll, on Linux: a wait costs by the number of sockets that are ready, so one thread serves thousands.</summary>
[SupportedOSPlatform("linux")]
internal sealed partial class EpollReadiness : IReadiness
{
    private const int MostEvents = 1024;
    private const int CloseOnExec = 0x80000;
    private const int AddSocket = 1;
    private const int RemoveSocket = 2;
    private const int ModifySocket = 3;
    private const uint Input = 0x1;
    private const uint Output = 0x4;
    private const uint Failures = 0x8 | 0x10; // EPOLLERR, EPOLLHUP
    private const int InterruptedCall = 4;

    /// <summary>The kernel's event is packed on x86 (events at 0, data at 4, 12 bytes) and naturally aligned elsewhere (0, 8, 16).</summary>
    private static readonly bool s_packed = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86;
    private static readonly int s_eventBytes = s_packed ? 12 : 16;
    private static readonly int s_dataAt = s_packed ? 4 : 8;

    private readonly int _epoll = Checked(Create(CloseOnExec));
    private readonly byte[] _events = new byte[MostEvents * 16];

    public void Add(Socket socket, int token) => Control(AddSocket, socket, token, Input);

    public void WatchWrites(Socket socket, int token, bool watch) => Control(ModifySocket, socket, token, watch ? Input | Output : Input);

    public void Remove(Socket socket, int token) => Control(RemoveSocket, socket, token, 0);

    public int Wait(Span<Readiness> ready, TimeSpan atMost)
    {
        var milliseconds = (int)Math.Ceiling(Math.Clamp(atMost.TotalMilliseconds, 0, 60_000));
        var count = Wait(_epoll, _events, Math.Min(ready.Length, MostEvents), milliseconds);
        if (count < 0 && Marshal.GetLastPInvokeError() == InterruptedCall)
        {
            return 0;
        }

        Checked(count);
        for (var i = 0; i < count; i++)
        {
            var entry = _events.AsSpan(i * s_eventBytes, s_eventBytes);
            var events = MemoryMarshal.Read<uint>(entry);
            var token = MemoryMarshal.Read<int>(entry[s_dataAt..]);
            ready[i] = new Readiness(token, (events & (Input | Failures)) != 0, (events & Output) != 0);
        }

        return count;
    }

    public void Dispose() => Close(_epoll);

    private static int Checked(int result) =>
        result >= 0 ? result : throw new LoadException($"epoll failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    private void Control(int operation, Socket socket, int token, uint events)
    {
        Span<byte> entry = stackalloc byte[16];
        entry.Clear();
        MemoryMarshal.Write(entry, events);
        MemoryMarshal.Write(entry[s_dataAt..], token);
        Checked(Control(_epoll, operation, (int)socket.SafeHandle.DangerousGetHandle(), entry));
    }

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    private static partial int Create(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    private static partial int Control(int epoll, int operation, int socket, Span<byte> entry);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    private static partial int Wait(int epoll, Span<byte> events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
