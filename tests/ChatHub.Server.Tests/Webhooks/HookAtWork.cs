using System.Collections.Concurrent;
using System.Net;
using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Reading;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Webhooks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Webhooks;

/// <summary>A hub with a webhook that follows it; the receiver is a function of the test, and so is the clock.</summary>
internal sealed class HookAtWork : IAsyncDisposable
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(20);

    private CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private int _looks;

    /// <summary>Makes one that is not started.</summary>
    public HookAtWork(params (string Key, string Value)[] settings)
        : this(null, new HubOptions(), settings)
    {
    }

    /// <summary>Makes one that is not started, with a log of its own beside what is in memory.</summary>
    public HookAtWork(IMessageReader? disk, HubOptions options, params (string Key, string Value)[] settings)
    {
        Settings = SettingsOf(settings);
        Hub = new MessageHub(options, Time);
        Feed = new(Hub, disk ?? new HistoryMessageReader(Hub.History), () =>
        {
            Interlocked.Increment(ref _looks);
            return Log;
        });
        Hook = New();
    }

    public FakeTimeProvider Time { get; } = new(Sample.Noon);

    public MessageHub Hub { get; }

    public WebhookFeed Feed { get; }

    public WebhookSettings Settings { get; }

    public Webhook Hook { get; private set; }

    public MessageLogStatus Log { get; set; } = MessageLogStatus.Off;

    /// <summary>How often it has looked how far the log is.</summary>
    public int Looks => Volatile.Read(ref _looks);

    public RecordingLog<Webhook> Said { get; } = new();

    /// <summary>Each attempt, in order.</summary>
    public ConcurrentQueue<WebhookBody> Attempts { get; } = [];

    /// <summary>What the receiver took, in order.</summary>
    public ConcurrentQueue<WebhookBody> Taken { get; } = [];

    /// <summary>How the receiver answers; it takes all at first.</summary>
    public Func<WebhookBody, CancellationToken, Task<WebhookAnswer>> Answer { get; set; } = static (_, _) => Task.FromResult(WebhookAnswer.Of(204));

    public WebhookSnapshot Now => Hook.Snapshot();

    public static WebhookSettings SettingsOf(params (string Key, string Value)[] settings)
    {
        var problems = new List<string>();
        var all = new Dictionary<string, string?> { ["Webhooks:pager:Url"] = "https://example.org/hook", ["Webhooks:pager:Secret"] = "a secret of sixteen or more", ["Webhooks:pager:Events"] = "connect,disconnect,message,fault" };
        foreach (var (key, value) in settings)
        {
            all[$"Webhooks:pager:{key}"] = value;
        }

        var read = WebhookSettings.ReadAll(new ConfigurationBuilder().AddInMemoryCollection(all).Build().GetSection("Webhooks"), problems);
        Assert.Empty(problems);
        return Assert.Single(read);
    }

    public HookAtWork Start(WebhookPlace? place = null)
    {
        Hook.BeginAt(place);
        var hook = Hook;
        var token = _stop.Token;
        _work = Task.Run(() => hook.RunAsync(token), CancellationToken.None);
        return this;
    }

    /// <summary>Stops it as a stop of the server does, and gives what is kept of it.</summary>
    public async Task<WebhookPlace> StopAsync()
    {
        await _stop.CancelAsync();
        await _work.Soon();
        return Hook.Place;
    }

    /// <summary>Starts another one that goes on from there.</summary>
    public void GoOn(WebhookPlace place)
    {
        _stop.Dispose();
        _stop = new();
        Hook = New();
        Start(place);
    }

    public void Say(params IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            Hub.Record(ChatMessage.FromSession(MessageKind.Text, Time.GetUtcNow(), Client(7), "Anna", Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetByteCount(text)));
        }
    }

    public void Connect(long id, string address = "192.0.2.1", string? name = null) =>
        Hub.Record(ChatMessage.OfSession(Time.GetUtcNow(), Client(id, address), name ?? $"guest-{id}", SystemEvent.Connected));

    public void Disconnect(long id, string address = "192.0.2.1", string name = "Anna", DisconnectReason reason = DisconnectReason.ClientClosed) =>
        Hub.Record(ChatMessage.OfSession(Time.GetUtcNow(), Client(id, address), name, SystemEvent.Disconnected, reason));

    /// <summary>Lets the clock run in small steps until it is so.</summary>
    public async Task UntilAsync(Func<bool> holds, string what, int step = 100)
    {
        using var deadline = new CancellationTokenSource(s_deadline);
        while (!holds())
        {
            Assert.False(deadline.IsCancellationRequested, $"not within {s_deadline.TotalSeconds} s: {what}");
            Time.Advance(TimeSpan.FromMilliseconds(step));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, CancellationToken.None);
        }
    }

    /// <summary>Ends when all that was recorded until now has been looked at, and what is not held is taken.</summary>
    public Task CaughtUpAsync()
    {
        var mark = $"mark {Hub.History.LastId}";
        Say(mark);
        return UntilAsync(() => Taken.Any(one => one.Entry?.Text == mark), "the mark is delivered", step: 10);
    }

    /// <summary>The events taken, marks left out, as <c>event:text or connection</c>.</summary>
    public string[] Told() => [.. Taken.Where(one => one.Entry?.Text.StartsWith("mark ", StringComparison.Ordinal) != true).Select(one => $"{one.Event}:{(one.Event == "message" ? one.Entry!.Text : one.Entry!.Connection?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? one.Entry!.Event)}")];

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private static SessionIdentity Client(long id, string address = "192.0.2.1") => new(id, "relay", $"{IPAddress.Parse(address)}:{5000 + id}", Encoding.UTF8);

    private Webhook New() => new(Settings, Feed, AttemptAsync, Time, Said);

    private async Task<WebhookAnswer> AttemptAsync(WebhookBody body, CancellationToken cancellation)
    {
        Attempts.Enqueue(body);
        var answer = await Answer(body, cancellation);
        if (answer.IsGood)
        {
            Taken.Enqueue(body);
        }

        return answer;
    }
}
