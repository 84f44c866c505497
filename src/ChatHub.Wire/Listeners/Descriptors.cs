using System.Globalization;
using System.Net.Sockets;

namespace ChatHub.Wire.Listeners;

/// <summary>
/// The descriptors that the system lets the process have (<c>ulimit -n</c>), and the part of them that connections leave alone: the
/// dashboard, the message log and the program itself need some to go on when the wire is full.
/// </summary>
public static class Descriptors
{
    /// <summary>Fewest descriptors to run with: the program's own files take 380.</summary>
    public const int Least = 512;

    /// <summary>Most descriptors of the process; <see cref="int.MaxValue"/> where that is not known or not limited.</summary>
    public static int Limit { get; } = ReadLimit();

    /// <summary>Descriptors that connections leave alone: an eighth, 64 to 128.</summary>
    public static int Spare { get; } = SpareOf(Limit);

    /// <summary>Descriptors that connections may make the process use.</summary>
    public static int ForConnections => Limit - Spare;

    /// <summary>Whether a newcomer has a descriptor that connections leave alone. The kernel gives the lowest free number, so the number says how many are in use.</summary>
    internal static bool AreShort(Socket newcomer) => !OperatingSystem.IsWindows() && newcomer.SafeHandle.DangerousGetHandle() >= ForConnections;

    /// <summary>What <see cref="Spare"/> is where the limit is that.</summary>
    public static int SpareOf(int limit) => Math.Clamp(limit / 8, 64, 128);

    /// <summary>The soft limit in the text of <c>/proc/self/limits</c>; <see cref="int.MaxValue"/> for none.</summary>
    internal static int Parse(IEnumerable<string> limits)
    {
        const string Name = "Max open files";
        var line = limits.FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        var soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : int.MaxValue;
    }

    private static int ReadLimit()
    {
        try
        {
            return OperatingSystem.IsLinux() ? Parse(File.ReadLines("/proc/self/limits")) : int.MaxValue;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue; // then a lack shows when accepting fails
        }
    }
}
