namespace ChatHub.Benchmarks.Load.Options;

/// <summary>What was asked for. <see cref="OptionTable"/> says what each means and what is allowed; the modes say what is the default.</summary>
internal sealed class LoadOptions
{
    public string Host { get; set; } = "127.0.0.1";

    public int? Port { get; set; }

    public int? Pid { get; set; }

    public string? Start { get; set; }

    public bool Json { get; set; }

    public int Clients { get; set; } = 100;

    public int Senders { get; set; } = 1;

    public int Bytes { get; set; } = 64;

    public int Window { get; set; }

    public double Seconds { get; set; } = 5;

    public double Warmup { get; set; } = 1;

    public double Rate { get; set; } = 100;

    public double Settle { get; set; } = 2;

    public int? Pace { get; set; }

    public int Connections { get; set; } = 10_000;

    public int Slots { get; set; } = 50;

    public int Slow { get; set; } = 1;

    public double ChurnShare { get; set; } = 1;

    public double SlowShare { get; set; } = 1;

    /// <summary>Lines that each sender may have in flight: as asked for, or its share of 16 KiB, at least one.</summary>
    public int WindowLines => Window > 0 ? Window : Math.Max(1, 16 * 1024 / (Senders * Bytes));
}
