using Microsoft.Win32.SafeHandles;

namespace ChatHub.Wire.Listeners;

/// <summary>
/// One descriptor kept aside. When the process has no other left, it is given up for a moment, so that a newcomer can be accepted,
/// told and closed instead of being left hanging in the kernel's queue.
/// </summary>
internal sealed class DescriptorReserve : IDisposable
{
    private SafeFileHandle? _kept;

    public DescriptorReserve() => Refill();

    /// <summary>Gives the descriptor up.</summary>
    /// <returns>False when there is none to give.</returns>
    public bool TrySpend()
    {
        var kept = Interlocked.Exchange(ref _kept, null);
        kept?.Dispose();
        return kept is not null;
    }

    /// <summary>Takes a descriptor again, if there is one.</summary>
    public void Refill()
    {
        if (OperatingSystem.IsWindows() || _kept is not null)
        {
            return;
        }

        try
        {
            _kept = File.OpenHandle("/dev/null");
        }
        catch (IOException)
        {
            _kept = null; // none is free now: tried again after the next newcomer
        }
    }

    public void Dispose() => _kept?.Dispose();
}
