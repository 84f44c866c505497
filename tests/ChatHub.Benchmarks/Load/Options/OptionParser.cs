using System.Globalization;

namespace ChatHub.Benchmarks.Load.Options;

/// <summary>Reads a command line into options.</summary>
internal static class OptionParser
{
    /// <summary>Sets what is given.</summary>
    /// <param name="arguments"><c>--name value</c> or <c>--name=value</c>.</param>
    /// <param name="known">The options there are.</param>
    /// <param name="options">Has the defaults; gets the values.</param>
    /// <exception cref="LoadException">An argument is unknown or not allowed.</exception>
    public static void Parse(ReadOnlySpan<string> arguments, IEnumerable<LoadOption> known, LoadOptions options)
    {
        var table = known.ToDictionary(option => "--" + option.Name, StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var before, var after] ? (before, after) : (arguments[i], null);
            if (!table.TryGetValue(name, out var option))
            {
                throw new LoadException($"{name} is not an option here; known are {string.Join(' ', table.Keys)}");
            }

            if (option.Argument is not null && value is null)
            {
                value = ++i < arguments.Length ? arguments[i] : throw new LoadException($"{name} needs a value: {option.Argument}");
            }

            if (!option.TryWrite(options, value ?? ""))
            {
                throw new LoadException($"{name} is '{value}': expected {option.Allowed}");
            }
        }

        Check(options);
    }

    private static void Check(LoadOptions options)
    {
        if (options.Senders > options.Clients)
        {
            throw new LoadException(string.Create(CultureInfo.InvariantCulture, $"--senders is {options.Senders}: expected at most --clients, {options.Clients}"));
        }

        if ((long)options.Senders * options.Clients > 10_000_000)
        {
            throw new LoadException("--senders times --clients is over 10,000,000, the sequences that this tool follows at most");
        }

        if (options.Port is null && options.Start is null)
        {
            throw new LoadException("--port P says where the server listens, or --start \"command with %PORT%\" starts one");
        }

        if (options.Start is not null && options.Pid is not null)
        {
            throw new LoadException("--pid is of no use with --start: the process is known then");
        }
    }
}
