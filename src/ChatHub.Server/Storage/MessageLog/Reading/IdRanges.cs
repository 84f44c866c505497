using ChatHub.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatHub.Server.Storage.MessageLog.Reading;

/// <summary>Numbers from <paramref name="First"/> to <paramref name="Last"/>, both included.</summary>
internal readonly record struct IdRange(long First, long Last);

/// <summary>Finds the numbers among which entries of a time can be, by the log's marks. Clocks step back, so a time may lie in several places.</summary>
internal static class IdRanges
{
    /// <summary>The ranges in which entries from <paramref name="from"/> (microseconds) up to <paramref name="to"/> can be, ascending, within <paramref name="within"/>.</summary>
    /// <remarks>What no mark covers is always among them.</remarks>
    public static List<IdRange> Of(SqliteConnection log, long from, long to, IdRange within)
    {
        if (from == long.MinValue && to == long.MaxValue)
        {
            return within.First <= within.Last ? [within] : [];
        }

        var ranges = new List<IdRange>();
        var next = within.First; // the first number that nothing was said about yet
        using var marks = new Statement(log, "SELECT first_id, last_id, earliest, latest FROM marks ORDER BY first_id");
        while (next <= within.Last && marks.Step())
        {
            var (first, last) = (marks.Int64(0), marks.Int64(1));
            if (last < next)
            {
                continue;
            }

            Add(ranges, next, Math.Min(first - 1, within.Last));
            if (marks.Int64(2) < to && marks.Int64(3) >= from)
            {
                Add(ranges, Math.Max(first, next), Math.Min(last, within.Last));
            }

            next = last + 1;
        }

        Add(ranges, next, within.Last);
        return ranges;
    }

    private static void Add(List<IdRange> ranges, long first, long last)
    {
        if (first > last)
        {
            return;
        }

        if (ranges is [.., var before] && before.Last + 1 == first)
        {
            ranges[^1] = before with { Last = last };
        }
        else
        {
            ranges.Add(new(first, last));
        }
    }
}
