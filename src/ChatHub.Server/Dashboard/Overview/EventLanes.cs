using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Statistics;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>What happened that an operator wants to know of, in lanes on the axis of time.</summary>
internal static class EventLanes
{
    /// <summary>A lane: its name and what is told in it.</summary>
    public sealed record Lane(string Key, Func<UiTexts, string> Name, IReadOnlyList<Kind> Kinds);

    /// <summary>One kind of event.</summary>
    public sealed record Kind(FigureOf Count, Func<UiTexts, long, string> Words);

    public static IReadOnlyList<Lane> All { get; } =
    [
        new("server", texts => texts.LaneServer, [new(ChartCatalog.Level(Figure.Starts), (texts, count) => texts.HappenedStarts(count))]),
        new("faults", texts => texts.LaneFaults,
        [
            new(ChartCatalog.Level(Figure.ListenerFaults), (texts, count) => texts.HappenedFaults(count)),
            new(ChartCatalog.Level(Figure.LogDegraded), (texts, _) => texts.HappenedDegraded),
            new(Ended(DisconnectReason.InternalError), (texts, count) => texts.HappenedInternal(count)),
        ]),
        new("limits", texts => texts.LaneLimits,
        [
            new(ChartCatalog.Level(Figure.Refused), (texts, count) => texts.HappenedRefused(count)),
            new(Ended(DisconnectReason.SlowConsumer), (texts, count) => texts.HappenedSlow(count)),
            new(row => row[Figures.Ended(DisconnectReason.Flooding)] + row[Figures.Ended(DisconnectReason.MessageTooLong)], (texts, count) => texts.HappenedTooMuch(count)),
            new(ChartCatalog.Level(Figure.Dropped), (texts, count) => texts.HappenedDropped(count)),
        ]),
        new("operators", texts => texts.LaneOperators,
        [
            new(row => row[Figures.Ended(DisconnectReason.Kicked)] + row[Figures.Ended(DisconnectReason.Banned)], (texts, count) => texts.HappenedKicked(count)),
            new(Ended(DisconnectReason.ListenerStopped), (texts, count) => texts.HappenedStopped(count)),
        ]),
    ];

    /// <summary>Whether anything of a lane happened in an interval.</summary>
    public static bool Happened(Lane lane, ReadOnlySpan<float> row)
    {
        foreach (var kind in lane.Kinds)
        {
            if (kind.Count(row) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What happened in an interval, in words.</summary>
    public static IEnumerable<string> Words(StatisticsWindow window, int index, UiTexts texts) =>
        All.SelectMany(lane => lane.Kinds).Select(kind => (kind, Count: kind.Count(window[index]))).Where(one => one.Count > 0).Select(one => one.kind.Words(texts, (long)one.Count));

    private static FigureOf Ended(DisconnectReason reason) => row => row[Figures.Ended(reason)];
}
