using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>Waits longer with each failure in a row, 50 ms to 1 s, and logs once per episode.</summary>
internal sealed class AcceptBackOff(string listener, ConnectionServices services)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(1);
    private TimeSpan _delay;

    public Task WaitAsync(string problem)
    {
        if (_delay == TimeSpan.Zero)
        {
            _delay = TimeSpan.FromMilliseconds(50);
            WireLog.AcceptBacksOff(services.Logger, listener, _delay, problem);
        }
        else
        {
            _delay = _delay * 2 < s_longest ? _delay * 2 : s_longest;
        }

        return Task.Delay(_delay, services.Time);
    }

    public void Succeeded()
    {
        if (_delay != TimeSpan.Zero)
        {
            _delay = TimeSpan.Zero;
            WireLog.AcceptRecovered(services.Logger, listener);
        }
    }
}
