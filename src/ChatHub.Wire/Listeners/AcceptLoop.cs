using System.Net.Sockets;
using ChatHub.Wire.Connections;
using Microsoft.AspNetCore.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>Accepts until its listener is unbound. What an error means is in <see cref="AcceptFaults"/>.</summary>
internal sealed class AcceptLoop(Listener listener, IConnectionListener bound, ConnectionServices services)
{
    private readonly AcceptBackOff _backOff = new(listener.Settings.Name, services);
    private readonly Newcomers _newcomers = new(listener, services);

    /// <returns>Why it cannot go on; null when it was unbound.</returns>
    public async Task<string?> RunAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (true)
        {
            var accepted = await AcceptAsync();
            if (accepted.Fault == AcceptFault.Pressure && services.Reserve.TrySpend())
            {
                accepted = await AcceptAsync(); // the newcomer that there was no descriptor for
            }

            switch (accepted)
            {
                case { Context: { } newcomer } when services.Reserve.TryRefill():
                    _backOff.Succeeded();
                    _newcomers.Admit(newcomer);
                    break;
                case { Context: { } newcomer }:
                    _newcomers.TurnAway(newcomer); // it has the last descriptor there was
                    services.Reserve.TryRefill();
                    break;
                case { Fault: AcceptFault.Pressure }:
                    await _backOff.WaitAsync(accepted.Problem!);
                    services.Reserve.TryRefill();
                    break;
                case { Fault: AcceptFault.Fatal }:
                    return accepted.Problem;
                case { Fault: null }:
                    return null;
            }
        }
    }

    private async ValueTask<Accepted> AcceptAsync()
    {
        try
        {
            return new Accepted(await bound.AcceptAsync(), null, null);
        }
        catch (SocketException failure)
        {
            return new Accepted(null, AcceptFaults.Of(failure.SocketErrorCode), failure.Message);
        }
        catch (Exception failure)
        {
            return new Accepted(null, AcceptFault.Fatal, failure.Message);
        }
    }

    /// <summary>What came of accepting: a newcomer, a fault, or neither when the listener was unbound.</summary>
    private readonly record struct Accepted(ConnectionContext? Context, AcceptFault? Fault, string? Problem);
}
