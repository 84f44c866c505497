using ChatHub.Benchmarks.Load.Modes;
using ChatHub.Benchmarks.Load.Options;

namespace ChatHub.Benchmarks.Load;

/// <summary>What <c>load --help</c> prints: made from the tables of modes and options.</summary>
internal static class LoadHelp
{
    /// <summary>The help for all modes.</summary>
    public static IEnumerable<string> All(IReadOnlyList<ILoadMode> modes)
    {
        yield return "Puts load on a server on this machine that relays lines to all, and checks every line at every receiver.";
        yield return "";
        yield return "  load <mode> (--port P [--pid PID] | --start \"command with %PORT%\") [options]";
        yield return "";
        yield return "Every line has a run, a sender, a number and padding that follows from them; lost, doubled, reordered and damaged lines are";
        yield return "counted. Exit code: 0 all in order; 1 something was not, or nothing was received; 2 the run could not be made.";
        yield return "";
        yield return "Options of every mode:";
        foreach (var line in Describe(OptionTable.Common, new LoadOptions()))
        {
            yield return line;
        }

        foreach (var line in modes.SelectMany(mode => One(mode)))
        {
            yield return line;
        }

        yield return "";
        yield return "The tool's own limit: it works on one thread. On a virtual machine with 2.6 GHz EPYC cores, in use by others, it received and checked";
        yield return "8 to 9 million lines of 64 bytes per second of its CPU time with 100 and 1,000 clients and the default window, 16 million with a";
        yield return "window of 256 KiB, and 4 million where 100 senders have one line in flight each. Each run reports its own, and says when the tool";
        yield return "was the limit. Clients: as many as the limit of open files allows (ulimit -n), each takes one here and one in the server.";
    }

    /// <summary>The help for one mode.</summary>
    public static IEnumerable<string> One(ILoadMode mode)
    {
        yield return "";
        yield return $"load {mode.Name}: {mode.Summary}";
        foreach (var line in Describe(mode.Options, mode.Defaults()))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Describe(IReadOnlyList<LoadOption> options, LoadOptions defaults) =>
        options.Select(option =>
        {
            var name = $"--{option.Name} {option.Argument}".TrimEnd();
            var facts = string.Join("; ", new[] { option.Read(defaults) is { } value ? $"default {value}" : "", option.Allowed }.Where(fact => fact.Length > 0));
            return $"  {name,-20} {option.Help}{(facts.Length > 0 ? $" [{facts}]" : "")}";
        });
}
