using ChatHub.Chat;
using ChatHub.Wire.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>Takes over a change of the settings, all of it or nothing.</summary>
public sealed partial class ListenerManager
{
    /// <summary>Other limits hold from now on, for the connections that are open too; none is closed by it.</summary>
    /// <exception cref="FormatException">The exempt addresses are none; nothing changed.</exception>
    public void Use(LimitsOptions limits)
    {
        _services.LimitsInForce.Change(limits);
        Access.CountAnew();
        _services.Registry.GuardAnew();
    }

    /// <summary>
    /// Adds, changes and removes listeners as one step. Endpoints are given up first and then taken, so that they may go from one to another. Where one cannot be
    /// taken all is as it was before: clients are disconnected only after that, those of listeners that go, are switched off or have to start anew (<see cref="ListenerChange"/>).
    /// </summary>
    /// <exception cref="EndpointRefusedException">A listener cannot listen where it should; nothing changed. The message has key, value and why.</exception>
    public async Task ApplyAsync(ListenerPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var after = plan.Changed.ToDictionary(one => one.Name, StringComparer.OrdinalIgnoreCase);
        // Always in the order of the names, so that two of these cannot wait for each other.
        var gates = plan.Removed.Concat(after.Keys).Select(EntryOf).OfType<Entry>().OrderBy(entry => entry.Listener.Settings.Name, StringComparer.OrdinalIgnoreCase).ToArray();
        var held = 0;
        try
        {
            foreach (var entry in gates)
            {
                await entry.Gate.WaitAsync(cancellationToken);
                held++;
            }

            var moves = gates.Where(entry => _entries.Contains(entry)).Select(entry => new ListenerMove(entry.Listener, after.GetValueOrDefault(entry.Listener.Settings.Name))).ToArray();
            await TakeAsync(plan.Added, moves, cancellationToken);
            await Task.WhenAll(moves.Select(LetGoAsync));
        }
        finally
        {
            foreach (var entry in gates.AsSpan(0, held))
            {
                entry.Gate.Release();
            }
        }
    }

    private async Task TakeAsync(IReadOnlyList<ListenerSettings> added, ListenerMove[] moves, CancellationToken cancellationToken)
    {
        var made = new List<Listener>();
        try
        {
            foreach (var move in moves)
            {
                await move.GiveUpAsync();
            }

            foreach (var move in moves)
            {
                await move.TakeAsync(_stopping, cancellationToken);
            }

            foreach (var settings in added)
            {
                if (!TryAdd(settings))
                {
                    throw new EndpointRefusedException($"ChatHub:Listeners:{settings.Name} is new: expected a name that no other listener has");
                }

                var listener = EntryOf(settings.Name)!.Listener;
                made.Add(listener);
                if (settings.Enabled && !_stopping)
                {
                    await listener.StartAsync(cancellationToken);
                    ListenerMove.CheckListens(listener);
                }
            }
        }
        catch
        {
            foreach (var listener in made)
            {
                await listener.UnbindAsync(ListenerState.Stopped);
                Forget(listener);
            }

            foreach (var move in moves)
            {
                await move.GiveBackAsync();
            }

            foreach (var move in _stopping ? [] : moves)
            {
                await move.TakeBackAsync();
            }

            throw;
        }

        if (_stopping)
        {
            foreach (var listener in moves.Where(move => move.HasStarted).Select(move => move.Listener).Concat(made))
            {
                await listener.UnbindAsync(ListenerState.Stopped); // asked to stop meanwhile, which saw these when they did not listen yet
            }
        }

        foreach (var listener in moves.Where(move => move.HasStarted).Select(move => move.Listener).Concat(made.Where(listener => listener.State == ListenerState.Listening)))
        {
            TellState(listener, null);
        }

        Interlocked.Increment(ref _version);
    }

    /// <summary>The change is made: whoever has to go because of it goes.</summary>
    private async Task LetGoAsync(ListenerMove move)
    {
        if (move.After is null)
        {
            Forget(move.Listener);
        }

        await move.EndDrainAsync();
        await CloseAsync(move.Leaving, DisconnectReason.ListenerStopped, null);
        if (move.HasStopped)
        {
            TellStopped(move.Listener, null);
        }
    }

    /// <summary>Ends some connections: what is owed is sent, and those that are left after the close timeout are aborted.</summary>
    private async Task CloseAsync(IReadOnlyCollection<Connection> connections, DisconnectReason reason, string? @operator)
    {
        foreach (var connection in connections)
        {
            connection.Close(reason, @operator);
        }

        var deadline = _services.Time.GetUtcNow() + _services.Limits.CloseTimeout;
        while (connections.Any(connection => _services.Registry.IsOpen(connection.Id)) && _services.Time.GetUtcNow() < deadline)
        {
            await Task.Delay(s_beat, _services.Time);
        }

        foreach (var connection in connections)
        {
            connection.Abort(reason);
        }
    }

    private void Forget(Listener listener)
    {
        lock (_adding)
        {
            _entries = [.. _entries.Where(entry => entry.Listener != listener)];
        }

        Interlocked.Increment(ref _version);
    }
}
