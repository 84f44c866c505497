using System.Text;
using ChatHub.Chat.MessageLog;
using Microsoft.Extensions.Time.Testing;

namespace ChatHub.Chat.Tests;

/// <summary>A hub, and sessions in it whose outputs record.</summary>
internal sealed class HubUnderTest(HubOptions? options = null, IMessageLog? log = null) : IDisposable
{
    private readonly List<RecordingOutput> _outputs = [];
    private readonly TextFormat _format = new();
    private long _lastId;

    public FakeTimeProvider Time { get; } = new();

    public MessageHub Hub => field ??= new MessageHub(options ?? new HubOptions(), Time, log);

    public Participant Open(string? room = null)
    {
        var output = new RecordingOutput(_format);
        _outputs.Add(output);
        var id = Interlocked.Increment(ref _lastId);
        var session = Hub.Open(new SessionIdentity(id, "test", $"192.0.2.1:{id}", Encoding.UTF8), output, room);
        return new Participant(this, session, output);
    }

    /// <summary>Opens a session and waits until it is a member.</summary>
    public async Task<Participant> JoinAsync(string? room = null)
    {
        var joined = Open(room);
        await joined.Output.Welcomed.Soon();
        return joined;
    }

    public void Dispose()
    {
        foreach (var output in _outputs)
        {
            output.LetGo();
        }
    }
}

/// <summary>One session and its output.</summary>
internal sealed record Participant(HubUnderTest Host, Session Session, RecordingOutput Output)
{
    public Task Say(params string[] texts) => Host.Hub.Publish(Session, texts.Select(Message).ToArray());

    public bool Whisper(Participant to, string text) => Host.Hub.PublishPrivate(Session, to.Session, Message(text, MessageKind.Private), out _);

    public ChatMessage Message(string text) => Message(text, MessageKind.Text);

    private ChatMessage Message(string text, MessageKind kind)
    {
        var body = Encoding.UTF8.GetBytes(text);
        return ChatMessage.FromSession(kind, Host.Time.GetUtcNow(), Session.Identity, Session.Name, body, body.Length);
    }
}
