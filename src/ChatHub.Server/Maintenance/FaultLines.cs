using System.Globalization;

namespace ChatHub.Server.Maintenance;

/// <summary>Lines of which the first few are told and the others counted: a file can have millions of faults.</summary>
internal sealed class FaultLines
{
    /// <summary>Lines that are told.</summary>
    public const int Most = 20;

    private readonly List<string> _lines = [];

    /// <summary>The first of them.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(FormattableString line)
    {
        if (Count++ < Most)
        {
            _lines.Add(line.ToString(CultureInfo.InvariantCulture));
        }
    }
}
