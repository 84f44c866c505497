using Microsoft.Win32.SafeHandles;

namespace ChatHub.Wire.Listeners;

/// <summary>
/// One descriptor that all listeners keep aside. When the process has no other left, it is given up for a moment, so that a newcomer can
/// be accepted, told and closed instead of being left hanging in the kernel's queue. Whoever accepts refills it: who cannot has taken the
/// last descriptor and does not keep it. Safe for all threads.
/// </summary>
internal sealed class DescriptorReserve
{
    private SafeFileHandle? _kept;

    public DescriptorReserve() => TryRefill();

    /// <summary>Gives the descriptor up.</summary>
    /// <returns>False when there is none to give.</returns>
    public bool TrySpend()
    {
        var kept = Interlocked.Exchange(ref _kept, null);
        kept?.Dispose();
        return kept is not null;
    }

    /// <summary>Takes a descriptor again, if none is kept.</summary>
    /// <returns>False when there is none to take.</returns>
    public bool TryRefill()
    {
        if (Volatile.Read(ref _kept) is not null || OperatingSystem.IsWindows()) // which has no such limit
        {
            return true;
        }

        try
        {
            var taken = File.OpenHandle("/dev/null");
            if (Interlocked.CompareExchange(ref _kept, taken, null) is not null)
            {
                taken.Dispose(); // another thread was first
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
