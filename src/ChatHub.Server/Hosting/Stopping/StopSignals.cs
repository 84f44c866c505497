using System.Runtime.InteropServices;

namespace ChatHub.Server.Hosting.Stopping;

/// <summary>Counts the signals that ask the process to stop: the host acts on the first, in order; a second one ends all waiting.</summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>One signal may come twice in a row, to the process and to its group: what comes so soon is no second wish.</summary>
    private static readonly TimeSpan s_same = TimeSpan.FromMilliseconds(200);

    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _atOnce = new();
    private readonly PosixSignalRegistration[] _registrations;
    private readonly Lock _gate = new();
    private long? _first;
    private int _exitCode;

    private StopSignals(TimeProvider time)
    {
        _time = time;
        _registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, Hear))];
    }

    /// <summary>Cancelled by the second signal.</summary>
    public CancellationToken AtOnce => _atOnce.Token;

    /// <summary>0; after a second signal 128 and its number, as shells say it (130 for Ctrl-C, 143 for SIGTERM): clients were cut off.</summary>
    public int ExitCode => Volatile.Read(ref _exitCode);

    /// <summary>Listens from now on.</summary>
    public static StopSignals Listen(TimeProvider time) => new(time);

    /// <inheritdoc/>
    public void Dispose()
    {
        Array.ForEach(_registrations, registration => registration.Dispose());
        _atOnce.Dispose();
    }

    /// <summary>A signal came.</summary>
    internal void Hear(PosixSignal signal)
    {
        lock (_gate)
        {
            if (_first is null || _time.GetElapsedTime(_first.Value) < s_same)
            {
                _first ??= _time.GetTimestamp();
                return;
            }

            _exitCode = 128 + signal switch
            {
                PosixSignal.SIGINT => 2,
                PosixSignal.SIGQUIT => 3,
                _ => 15,
            };
        }

        _atOnce.Cancel();
    }

    private void Hear(PosixSignalContext context)
    {
        context.Cancel = true; // the process is not ended in the middle of what it does
        Hear(context.Signal);
    }
}
