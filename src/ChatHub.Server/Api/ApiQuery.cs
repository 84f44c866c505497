using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Api;

/// <summary>The query part of a request, read strictly: a parameter that is not known, or given twice, is a problem and not a filter that silently does nothing.</summary>
internal sealed class ApiQuery
{
    private readonly IQueryCollection _parameters;
    private readonly List<QueryProblem> _problems = [];

    /// <summary>Reads the parameters of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="known">Those that it may have.</param>
    public ApiQuery(HttpRequest request, params IReadOnlyList<ApiParameter> known)
    {
        _parameters = request.Query;
        foreach (var (name, values) in _parameters)
        {
            if (!known.Any(one => one.Name == name && !one.IsHeader))
            {
                Wrong(name, $"{Shown(name)} is no parameter here: expected {(known.Count == 0 ? "none" : $"some of {string.Join(", ", known.Where(one => !one.IsHeader).Select(one => one.Name))}")}.");
            }
            else if (values.Count > 1 && name != "kind")
            {
                Wrong(name, $"{name} is given {values.Count} times: expected once.");
            }
        }
    }

    /// <summary>All parameters.</summary>
    public IQueryCollection All => _parameters;

    /// <summary>What is wrong so far.</summary>
    public ICollection<QueryProblem> Problems => _problems;

    /// <summary>A text; null where it is not given or empty.</summary>
    public string? Text(string name, int most = MessageQueryUrl.MostNameCharacters)
    {
        var text = _parameters[name].ToString();
        if (text.Length > most)
        {
            Wrong(name, $"{name} has {text.Length} characters: expected at most {most}.");
        }

        return text.Length == 0 ? null : text;
    }

    /// <summary>A whole number within bounds.</summary>
    public long? Number(string name, long least, long most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Wrong(name, $"{name} is '{Shown(text)}': expected a whole number from {least} to {most}.");
        return null;
    }

    /// <summary>Yes or no.</summary>
    public bool Flag(string name)
    {
        if (Text(name) is not { } text)
        {
            return false;
        }

        if (!bool.TryParse(text, out var flag))
        {
            Wrong(name, $"{name} is '{Shown(text)}': expected true or false.");
        }

        return flag;
    }

    /// <summary>A duration like <c>00:05:00</c> or <c>2.12:00:00</c>.</summary>
    public TimeSpan? Duration(string name, TimeSpan most)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var duration) && duration >= TimeSpan.Zero && duration <= most)
        {
            return duration;
        }

        Wrong(name, $"{name} is '{Shown(text)}': expected a duration from 00:00:00 to {most:c}, like 00:05:00.");
        return null;
    }

    /// <summary>One of some words.</summary>
    public string OneOf(string name, string otherwise, params IReadOnlyList<string> allowed)
    {
        var text = Text(name) ?? otherwise;
        if (!allowed.Contains(text))
        {
            Wrong(name, $"{name} is '{Shown(text)}': expected one of {string.Join(", ", allowed)}.");
        }

        return text;
    }

    /// <summary>Notes a problem.</summary>
    public void Wrong(string name, string detail) => _problems.Add(new(name, detail));

    /// <summary>Ends the reading.</summary>
    /// <exception cref="ApiProblemException">Something is wrong.</exception>
    public void Check()
    {
        if (_problems.Count > 0)
        {
            throw new ApiProblemException(_problems);
        }
    }

    /// <summary>A value as an answer may repeat it.</summary>
    public static string Shown(string value) => VisibleText.Of(value.Length > 60 ? value[..60] + "…" : value);
}
