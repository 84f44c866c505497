using System.Buffers;
using System.Text;

namespace ChatHub.Benchmarks.Load.Target;

/// <summary>A command as one would type it: assignments, program, arguments; quotes keep spaces.</summary>
/// <param name="Environment">Variables set for it.</param>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record StartCommand(IReadOnlyList<(string Name, string Value)> Environment, string Program, IReadOnlyList<string> Arguments)
{
    private static readonly SearchValues<char> s_nameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>Takes a command apart. No shell is involved: nothing is expanded.</summary>
    /// <exception cref="LoadException">There is no program in it, or a quote is open.</exception>
    public static StartCommand Parse(string command)
    {
        var words = Split(command);
        var environment = words.TakeWhile(IsAssignment).Select(word => word.Split('=', 2)).Select(parts => (parts[0], parts[1])).ToArray();
        return words.Count > environment.Length
            ? new StartCommand(environment, words[environment.Length], words.Skip(environment.Length + 1).ToArray())
            : throw new LoadException("--start: there is no program in the command");
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && word.AsSpan(0, equals).IndexOfAnyExcept(s_nameCharacters) < 0;

    private static List<string> Split(string command)
    {
        var words = new List<string>();
        StringBuilder? word = null;
        char? quote = null;
        foreach (var character in command)
        {
            if (quote is null && char.IsWhiteSpace(character))
            {
                if (word is not null)
                {
                    words.Add(word.ToString());
                    word = null;
                }
            }
            else if (quote is null ? character is '"' or '\'' : character == quote)
            {
                word ??= new StringBuilder(); // an empty pair of quotes is a word too
                quote = quote is null ? character : null;
            }
            else
            {
                (word ??= new StringBuilder()).Append(character);
            }
        }

        if (quote is not null)
        {
            throw new LoadException("--start: a quote in the command is not closed");
        }

        return word is null ? words : [.. words, word.ToString()];
    }
}
