using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Target;

namespace ChatHub.Benchmarks.Load;

/// <summary>What every part of one run needs.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Server">The server under load.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Run">Number that tells this run's lines from those of others.</param>
/// <param name="Progress">Says a line while the run goes on.</param>
/// <param name="Stop">Set when the run is to end at once.</param>
internal sealed record LoadContext(LoadOptions Options, LoadTarget Server, RunClock Clock, uint Run, Action<string> Progress, CancellationToken Stop);
