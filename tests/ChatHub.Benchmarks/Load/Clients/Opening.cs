using System.Globalization;

namespace ChatHub.Benchmarks.Load.Clients;

/// <summary>
/// Opens many clients at a pace that the server can follow. A server that greets shows whom it has accepted: then at most
/// <see cref="Burst"/> are opened ahead of it. One that does not is given them at a fixed pace.
/// </summary>
internal sealed class Opening(ClientLoop loop, RunClock clock, int? pace)
{
    /// <summary>Most clients opened and not greeted yet.</summary>
    private const int Burst = 256;

    /// <summary>Clients a second, towards a server that does not greet.</summary>
    private const int PaceWithoutGreeting = 5000;

    private static readonly TimeSpan s_greetingTime = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    /// <summary>Opens them and adds them to the loop.</summary>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes one.</param>
    /// <exception cref="LoadException">The server closed one of them, or takes too long.</exception>
    public Opened Open(int count, Func<LoadClient> make)
    {
        var clients = new List<LoadClient>(count) { Add(make) };
        var greets = WaitForGreeting(clients[0]);
        var perSecond = pace ?? (greets ? 0 : PaceWithoutGreeting);
        var start = clock.Now;
        var accepted = 0;
        while (clients.Count < count || (greets && accepted < count))
        {
            var elapsed = clock.Now - start;
            var due = perSecond == 0 ? count : (int)Math.Min(count, 1 + (elapsed * 1e-9 * perSecond));
            var most = greets ? Math.Min(due, accepted + Burst) : due;
            for (var i = 0; clients.Count < most && i < Burst; i++)
            {
                clients.Add(Add(make));
            }

            loop.Turn(TimeSpan.FromMilliseconds(clients.Count < count && perSecond == 0 ? 0 : 1));
            while (accepted < clients.Count && clients[accepted].HasInput)
            {
                accepted++;
            }

            Check(clients, elapsed);
        }

        return new Opened(clients, greets && count > 1 ? (count - 1) / ((clock.Now - start) * 1e-9) : null);
    }

    private LoadClient Add(Func<LoadClient> make)
    {
        var client = make();
        loop.Add(client);
        return client;
    }

    private bool WaitForGreeting(LoadClient client)
    {
        var end = clock.Now + RunClock.Of(s_greetingTime);
        while (clock.Now < end && !client.HasInput)
        {
            loop.Turn(TimeSpan.FromMilliseconds(10));
            Check([client], 0);
        }

        return client.HasInput;
    }

    private static void Check(List<LoadClient> clients, long elapsed)
    {
        // Whoever is turned away is among the last: the first ones were looked at before.
        for (var i = Math.Max(0, clients.Count - (2 * Burst)); i < clients.Count; i++)
        {
            if (clients[i].Failure is { } failure)
            {
                throw new LoadException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"client {i + 1} was not let in ({failure}): does the server listen there, and does it allow that many connections?"));
            }
        }

        if (elapsed > RunClock.Of(s_limit))
        {
            throw new LoadException(string.Create(CultureInfo.InvariantCulture, $"opening took longer than {s_limit.TotalSeconds} s: {clients.Count} clients were opened"));
        }
    }
}

/// <summary>The clients that were opened.</summary>
/// <param name="Clients">They.</param>
/// <param name="PerSecond">How many a second were opened and greeted; null where the server does not greet.</param>
internal sealed record Opened(IReadOnlyList<LoadClient> Clients, double? PerSecond);
