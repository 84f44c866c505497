namespace ChatHub.Server.Webhooks;

/// <summary>All webhooks: each works by itself, and how far they are is kept.</summary>
public sealed class WebhookService : IHostedService, IAsyncDisposable
{
    /// <summary>How often it is kept how far they are: what is sent in this time before a crash is sent again.</summary>
    public static readonly TimeSpan KeepEvery = TimeSpan.FromSeconds(5);

    private readonly List<WebhookSender> _senders;
    private readonly List<Webhook> _hooks;
    private readonly WebhookPlaces _places;
    private readonly TimeProvider _time;
    private readonly Lock _keeping = new();
    private readonly CancellationTokenSource _stop = new();
    private ITimer? _timer;
    private bool _isDisposed;
    private Task _work = Task.CompletedTask;

    internal WebhookService(IReadOnlyList<WebhookSettings> settings, WebhookFeed feed, WebhookPlaces places, TimeProvider time, ILogger<WebhookService> log)
    {
        (_places, _time) = (places, time);
        _senders = [.. settings.Select(one => new WebhookSender(one, time))];
        _hooks = [.. settings.Zip(_senders, (one, sender) => new Webhook(one, feed, sender.SendAsync, time, log))];
    }

    /// <summary>How each does, in the order of the settings.</summary>
    public IReadOnlyList<WebhookSnapshot> List() => [.. _hooks.Select(hook => hook.Snapshot())];

    /// <summary>Sends a test, once.</summary>
    /// <exception cref="KeyNotFoundException">There is no webhook of that name.</exception>
    public Task<WebhookAnswer> TestAsync(string name, CancellationToken cancellation) =>
        (_hooks.Find(hook => hook.Settings.Name == name) ?? throw new KeyNotFoundException($"There is no webhook {name}.")).TestAsync(cancellation);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var places = _places.Read();
        if (_hooks.Count == 0)
        {
            Keep(); // the file stays for a while, for when they are set again
            return Task.CompletedTask;
        }

        var begun = new List<Task>();
        foreach (var hook in _hooks)
        {
            hook.BeginAt(places.GetValueOrDefault(hook.Settings.Name));
            begun.Add(Task.Run(() => hook.RunAsync(_stop.Token), CancellationToken.None));
        }

        _work = Task.WhenAll(begun);
        _timer = _time.CreateTimer(static self => ((WebhookService)self!).Keep(), this, KeepEvery, KeepEvery);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
            await _stop.CancelAsync();
            await _work;
            Keep();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return; // the container has it twice: by itself, and among the hosted services
        }

        _isDisposed = true;
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
            await _stop.CancelAsync();
            await _work;
        }

        _senders.ForEach(sender => sender.Dispose());
        _stop.Dispose();
    }

    private void Keep()
    {
        lock (_keeping)
        {
            _places.Write(_hooks.ToDictionary(hook => hook.Settings.Name, hook => hook.Place));
        }
    }
}
