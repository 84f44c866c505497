using System.Buffers;
using BenchmarkDotNet.Attributes;
using ChatHub.Framing;

namespace ChatHub.Benchmarks.Micro;

/// <summary>What it costs to find the lines of one 64 KiB read (1,024 lines of 64 bytes), and to look it over for telnet.</summary>
[MemoryDiagnoser]
public class FramingBenchmarks
{
    private readonly byte[] _read = Samples.Read();
    private readonly LineFramer _framer = new(new LineFramerOptions(), TimeProvider.System);
    private readonly TelnetFilter _telnet = new();
    private readonly ArrayBufferWriter<byte> _replies = new();

    /// <summary>The usual case: whole lines, sliced out of the read.</summary>
    [Benchmark(Baseline = true)]
    public int WholeRead() => Frames(_read);

    /// <summary>The read comes in pieces of 1,000 bytes, which end inside lines: the remainders are copied.</summary>
    [Benchmark]
    public int InPieces()
    {
        var frames = 0;
        for (var at = 0; at < _read.Length; at += 1000)
        {
            frames += Frames(_read.AsSpan(at, Math.Min(1000, _read.Length - at)));
        }

        return frames;
    }

    /// <summary>The worst case: a read for every byte.</summary>
    [Benchmark]
    public int ByteWise()
    {
        var frames = 0;
        for (var at = 0; at < _read.Length; at++)
        {
            frames += Frames(_read.AsSpan(at, 1));
        }

        return frames;
    }

    /// <summary>The telnet filter over a read that has nothing for it.</summary>
    [Benchmark]
    public int TelnetFastPath() => _telnet.Filter(_read, _replies);

    private int Frames(ReadOnlySpan<byte> input)
    {
        var frames = 0;
        while (_framer.TryRead(ref input, out _))
        {
            frames++;
        }

        return frames;
    }
}
