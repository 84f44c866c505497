using ChatHub.Benchmarks.Load.Lines;

namespace ChatHub.Benchmarks.Load.Clients;

/// <summary>Who wants to know what a client gets. Called on the thread of the loop.</summary>
internal interface ILineSink
{
    /// <summary>A line of the run came, whole and for the first time.</summary>
    void Delivered(LoadClient client, in LineHeader header);

    /// <summary>The server closed the client, or its connection broke.</summary>
    void Ended(LoadClient client);
}
