using ChatHub.Benchmarks.Load.Options;
using ChatHub.Benchmarks.Load.Reporting;

namespace ChatHub.Benchmarks.Load.Modes;

/// <summary>One kind of load.</summary>
internal interface ILoadMode
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>What it does, in a line.</summary>
    string Summary { get; }

    /// <summary>The options it has beside those of all modes.</summary>
    IReadOnlyList<LoadOption> Options { get; }

    /// <summary>Options with its defaults.</summary>
    LoadOptions Defaults();

    /// <summary>Puts the load on the server.</summary>
    LoadReport Run(LoadContext context);
}
