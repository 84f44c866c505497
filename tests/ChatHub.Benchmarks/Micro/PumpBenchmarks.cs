using BenchmarkDotNet.Attributes;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Protocols.Relay;

namespace ChatHub.Benchmarks.Micro;

/// <summary>The hub without sockets: from publishing to the last delivery, in a room whose members take everything and do nothing with it.</summary>
[MemoryDiagnoser]
public class PumpBenchmarks
{
    /// <summary>Messages published by one invocation.</summary>
    private const int Published = 8192;

    /// <summary>Messages published together, as the lines of one read are: 16 KiB of them.</summary>
    private const int Together = 256;

    private readonly RelayFormat _format = new(Samples.Listener(ListenerProtocol.Relay), "\n"u8.ToArray());
    private readonly ManualResetEventSlim _delivered = new();
    private MessageHub? _hub;
    private Session? _sender;
    private ChatMessage[] _messages = [];
    private CountingOutput? _last;

    /// <summary>Members of the room.</summary>
    [Params(10, 100, 1000)]
    public int Members { get; set; }

    /// <summary>Fills the room.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        _hub = new MessageHub(new HubOptions(), TimeProvider.System);
        _sender = _hub.Open(Samples.Identity(1), new CountingOutput(_format, null));
        for (var id = 2; id < Members; id++)
        {
            _hub.Open(Samples.Identity(id), new CountingOutput(_format, null));
        }

        // Members get a batch in the order they joined, so the last one has it when all have.
        _last = new CountingOutput(_format, _delivered);
        _hub.Open(Samples.Identity(Members), _last);
        _messages = Samples.Messages(_sender.Identity, Together);
    }

    /// <summary>Publishes, and waits for the last delivery.</summary>
    [Benchmark(OperationsPerInvoke = Published)]
    public async Task PublishUntilDelivered()
    {
        _delivered.Reset();
        _last!.Await(Published);
        for (var done = 0; done < Published; done += Together)
        {
            await _hub!.Publish(_sender!, _messages);
        }

        _delivered.Wait();
    }

    private sealed class CountingOutput(BatchFormat format, ManualResetEventSlim? delivered) : ISessionOutput
    {
        private long _awaited;

        public void Await(int messages) => Volatile.Write(ref _awaited, messages);

        public void Welcome(string room, int others, ReadOnlySpan<ChatMessage> recent)
        {
        }

        public Delivery Deliver(MessageBatch batch, bool includesOwn)
        {
            var encoded = batch.Encode(format);
            if (delivered is not null && (_awaited -= encoded.Count) <= 0)
            {
                delivered.Set();
            }

            return new Delivery(encoded.Count == 0 ? DeliveryState.Nothing : DeliveryState.Sent, encoded.Count);
        }

        public void Complete(DisconnectReason reason)
        {
        }
    }
}
