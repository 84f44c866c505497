#pragma warning disable CA1822 // a sketch
namespace ChatHub.Wire.Listeners;

/// <summary>The listeners: list, start, stop, drain while the process runs.</summary>
public sealed class ListenerManager
{
    /// <summary>Grows with every change of a listener's state: whoever polls compares it.</summary>
    public long Version => 0;

    /// <summary>All listeners in the order of the settings.</summary>
    public IReadOnlyList<ListenerSnapshot> List() => [];

    /// <summary>Binds a listener. A listener that cannot bind is Faulted with the reason; that is no exception.</summary>
    public Task<ListenerSnapshot> StartAsync(string name, string? @operator = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Unbinds a listener and closes its connections.</summary>
    public Task<ListenerSnapshot> StopAsync(string name, string? @operator = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Unbinds a listener, lets its connections finish, and closes those that are left after <paramref name="within"/>. Returns once it is draining.</summary>
    public Task<ListenerSnapshot> DrainAsync(string name, TimeSpan within, string? @operator = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
