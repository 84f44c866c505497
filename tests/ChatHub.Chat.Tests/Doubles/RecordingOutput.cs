using System.Text;

namespace ChatHub.Chat.Tests;

/// <summary>An output that remembers what it got, and tells when it got it.</summary>
internal sealed class RecordingOutput : ISessionOutput, IDisposable
{
    private readonly Lock _gate = new();
    private readonly TextFormat _format;
    private readonly List<ChatMessage> _delivered = [];
    private readonly List<(Func<bool> Holds, TaskCompletionSource Reached)> _waiting = [];
    private readonly StringBuilder _text = new();
    private readonly TaskCompletionSource _welcomed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DisconnectReason> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _open = new(true);

    public RecordingOutput(TextFormat? format = null) => _format = format ?? new TextFormat();

    public IReadOnlyList<ChatMessage> Recent { get; private set; } = [];

    public int Others { get; private set; } = -1;

    public string? Room { get; private set; }

    /// <summary>What it answers when it is asked to deliver; null for the truth.</summary>
    public DeliveryState? Answer { get; set; }

    /// <summary>How many calls of Deliver said that messages of its own are among them.</summary>
    public int OwnBatches { get; private set; }

    public Task Welcomed => _welcomed.Task;

    public Task<DisconnectReason> Completed => _completed.Task;

    /// <summary>Ends when the pump is being held in a call of this output.</summary>
    public Task Held => _held.Task;

    public ChatMessage[] Delivered
    {
        get
        {
            lock (_gate)
            {
                return [.. _delivered];
            }
        }
    }

    /// <summary>The texts of what sessions and operators said.</summary>
    public string[] Texts => [.. Delivered.Where(message => message.Kind != MessageKind.System).Select(message => message.Text)];

    /// <summary>The events, as <c>Connected guest-1</c>.</summary>
    public string[] Notices => [.. Delivered.Where(message => message.Kind == MessageKind.System).Select(message => $"{message.Event} {message.Sender}")];

    /// <summary>The bytes of its format as text.</summary>
    public string Written
    {
        get
        {
            lock (_gate)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>From here on, calls of Deliver do not return until <see cref="LetGo"/>: what a real output must never do, and how a test holds the pump.</summary>
    public void Hold() => _open.Reset();

    public void LetGo() => _open.Set();

    public Task Until(Func<RecordingOutput, bool> holds)
    {
        lock (_gate)
        {
            if (holds(this))
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((() => holds(this), reached));
            return reached.Task.Soon();
        }
    }

    public Task UntilTexts(int count) => Until(output => output._delivered.Count(message => message.Kind != MessageKind.System) >= count);

    public void Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
    {
        Recent = recent.ToArray();
        Others = others;
        Room = room;
        _welcomed.TrySetResult();
    }

    public Delivery Deliver(MessageBatch batch, bool includesOwn)
    {
        if (!_open.IsSet)
        {
            _held.TrySetResult();
            _open.Wait();
        }

        lock (_gate)
        {
            if (_completed.Task.IsCompleted)
            {
                return new Delivery(DeliveryState.Skipped, 0);
            }

            OwnBatches += includesOwn ? 1 : 0;
            if (Answer is { } answer and not DeliveryState.Queued)
            {
                return new Delivery(answer, 0);
            }

            _delivered.AddRange(batch.Messages);
            var encoded = batch.Encode(_format);
            _text.Append(Encoding.UTF8.GetString(encoded.Bytes.Span));
            foreach (var reached in _waiting.Where(waiting => waiting.Holds()).ToArray())
            {
                _waiting.Remove(reached);
                reached.Reached.TrySetResult();
            }

            return encoded.Count == 0 ? new Delivery(DeliveryState.Nothing, 0) : new Delivery(Answer ?? DeliveryState.Sent, encoded.Count);
        }
    }

    public void Complete(DisconnectReason reason) => _completed.TrySetResult(reason);

    public void Dispose() => _open.Dispose();
}
