namespace ChatHub.Benchmarks.Load.Lines;

/// <summary>What all receivers of a run got, and what was wrong with it.</summary>
internal sealed class Tally
{
    /// <summary>Lines received whole, each once per receiver.</summary>
    public long Received { get; set; }

    /// <summary>Lines that a receiver should have got and did not.</summary>
    public long Lost { get; set; }

    /// <summary>Lines that a receiver got again.</summary>
    public long Doubled { get; set; }

    /// <summary>Lines that came after a later one of the same sender.</summary>
    public long Reordered { get; set; }

    /// <summary>Lines that are not as they were sent.</summary>
    public long Damaged { get; set; }

    /// <summary>Lines that are not of this run: greetings, notices, history.</summary>
    public long Other { get; set; }

    /// <summary>Clients that the server closed, or whose connection broke, though they did nothing wrong.</summary>
    public long Disconnected { get; set; }

    /// <summary>Whether lines came and nothing was wrong.</summary>
    public bool IsClean => Received > 0 && (Lost | Doubled | Reordered | Damaged | Disconnected) == 0;
}
