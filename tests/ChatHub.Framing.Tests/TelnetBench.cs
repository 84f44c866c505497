using System.Buffers;

namespace ChatHub.Framing.Tests;

/// <summary>A telnet filter, with all the data and all the replies that it has given.</summary>
internal sealed class TelnetBench
{
    private readonly List<byte> _data = [];
    private readonly ArrayBufferWriter<byte> _replies = new();

    public TelnetFilter Filter { get; } = new();

    public byte[] Data => [.. _data];

    public byte[] Replies => _replies.WrittenSpan.ToArray();

    public TelnetBench Read(params byte[] bytes)
    {
        byte[] buffer = [.. bytes];
        int length = Filter.Filter(buffer, _replies);
        _data.AddRange(buffer[..length]);
        return this;
    }

    public TelnetBench ReadAll(IEnumerable<byte[]> reads)
    {
        foreach (byte[] read in reads)
        {
            Read(read);
        }

        return this;
    }
}
