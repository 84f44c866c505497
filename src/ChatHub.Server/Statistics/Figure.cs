namespace ChatHub.Server.Statistics;

/// <summary>What is kept of each interval. The numbers are places in the file's rows: MUST NOT change.</summary>
public enum Figure : byte
{
    /// <summary>Seconds that were looked at; less than the interval where the server did not run all the time.</summary>
    Seconds = 0,

    /// <summary>Most connections open.</summary>
    Connections = 1,

    /// <summary>Connections accepted.</summary>
    Accepted = 2,

    /// <summary>Newcomers turned away because the server was full.</summary>
    Refused = 3,

    /// <summary>Messages taken from sessions.</summary>
    MessagesIn = 4,

    /// <summary>Messages given to sessions, once per receiver.</summary>
    Deliveries = 5,

    /// <summary>Bytes received from clients.</summary>
    BytesIn = 6,

    /// <summary>Bytes that clients' sockets took.</summary>
    BytesOut = 7,

    /// <summary>Most bytes that waited, in the rooms and in the outboxes.</summary>
    Backlog = 8,

    /// <summary>Median of the time from publishing to the last receiver's socket, in seconds; the mean of the medians of its parts.</summary>
    LatencyMedian = 9,

    /// <summary>The time that 99 of 100 batches stayed below, in seconds; the worst of its parts.</summary>
    LatencyHigh = 10,

    /// <summary>Batches delivered: what the latencies were taken of.</summary>
    Batches = 11,

    /// <summary>Longest that an entry waited for the message log, in seconds.</summary>
    LogLag = 12,

    /// <summary>Processor time used, in seconds.</summary>
    Processor = 13,

    /// <summary>Most memory that the process had, in bytes.</summary>
    WorkingSet = 14,

    /// <summary>Most memory that objects had, in bytes.</summary>
    Heap = 15,

    /// <summary>Time that garbage collection held the process up, in seconds.</summary>
    Pauses = 16,

    /// <summary>Collections of everything (generation 2).</summary>
    FullCollections = 17,

    /// <summary>Starts of the server.</summary>
    Starts = 18,

    /// <summary>Listeners that became faulted.</summary>
    ListenerFaults = 19,

    /// <summary>Messages dropped: too long, or past a full outbox.</summary>
    Dropped = 20,

    /// <summary>1 when the message log could not write.</summary>
    LogDegraded = 21,
}
