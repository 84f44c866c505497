using BenchmarkDotNet.Attributes;
using ChatHub.Chat;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Protocols.Chat;
using ChatHub.Wire.Protocols.Relay;

namespace ChatHub.Benchmarks.Micro;

/// <summary>What it costs to make the bytes of one batch, which is done once per format and batch, whatever the number of receivers.</summary>
[MemoryDiagnoser]
public class EncodingBenchmarks
{
    private readonly RelayFormat _relay = new(Samples.Listener(ListenerProtocol.Relay), "\n"u8.ToArray());
    private readonly ChatFormat _chat = new(Samples.Listener(ListenerProtocol.Chat), "\n"u8.ToArray());
    private ChatMessage[] _messages = [];

    /// <summary>Messages of 64 bytes in the batch.</summary>
    [Params(1, 16, 256)]
    public int Messages { get; set; }

    /// <summary>Makes the messages.</summary>
    [GlobalSetup]
    public void Prepare() => _messages = Samples.Messages(Samples.Identity(1), Messages);

    /// <summary>The text as it came, with the receivers' ending.</summary>
    [Benchmark(Baseline = true)]
    public EncodedBatch Relay() => new MessageBatch(_messages).Encode(_relay);

    /// <summary><c>name: text</c>, looked over for characters that would act on a terminal.</summary>
    [Benchmark]
    public EncodedBatch Chat() => new MessageBatch(_messages).Encode(_chat);
}
