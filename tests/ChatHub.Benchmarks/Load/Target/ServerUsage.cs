using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ChatHub.Benchmarks.Load.Target;

/// <summary>What a process uses. Null: not known.</summary>
/// <param name="Cpu">Processor time since its start, in the kernel for it included.</param>
/// <param name="PrivateBytes">Memory that is its own: on Linux what smaps_rollup says is private, elsewhere the system's "private memory".</param>
/// <param name="Descriptors">Open files and sockets; on Linux only.</param>
internal sealed record ServerUsage(TimeSpan? Cpu, long? PrivateBytes, int? Descriptors)
{
    /// <summary>Looks at a process.</summary>
    /// <exception cref="LoadException">There is no such process.</exception>
    public static ServerUsage Of(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return OperatingSystem.IsLinux()
                ? new ServerUsage(process.TotalProcessorTime, PrivateOnLinux(pid), Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd").Count())
                : new ServerUsage(process.TotalProcessorTime, process.PrivateMemorySize64, null);
        }
        catch (Exception failure) when (failure is ArgumentException or InvalidOperationException or Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new LoadException($"the server's process {pid} cannot be looked at: {failure.Message}");
        }
    }

    private static long PrivateOnLinux(int pid) =>
        1024 * File.ReadLines($"/proc/{pid}/smaps_rollup")
            .Where(line => line.StartsWith("Private_Clean:", StringComparison.Ordinal) || line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
            .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
}
