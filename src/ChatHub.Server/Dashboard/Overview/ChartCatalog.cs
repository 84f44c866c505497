using ChatHub.Chat;
using ChatHub.Server.Statistics;

namespace ChatHub.Server.Dashboard.Overview;

/// <summary>The charts of the overview, in their order.</summary>
internal static class ChartCatalog
{
    public static IReadOnlyList<ChartSpec> All { get; } =
    [
        new("connections", texts => texts.Connections, Unit.Count, ChartKind.Lines, [new(texts => texts.ChartOpen, Level(Figure.Connections))]),
        new("accepts", texts => texts.ChartAccepts, Unit.Count, ChartKind.Bars,
            [new(texts => texts.ChartAccepted, Level(Figure.Accepted)), new(texts => texts.ChartRefused, Level(Figure.Refused), 3, Rare: true)]),
        new("disconnects", texts => texts.ChartDisconnects, Unit.Count, ChartKind.Bars, [.. Reasons()]),
        new("messages", texts => texts.MessagesIn, Unit.Rate, ChartKind.Lines, [new(texts => texts.MessagesIn, PerSecond(Figure.MessagesIn))]),
        new("deliveries", texts => texts.Deliveries, Unit.Rate, ChartKind.Lines, [new(texts => texts.Deliveries, PerSecond(Figure.Deliveries))]),
        new("bytes", texts => texts.ChartBytes, Unit.ByteRate, ChartKind.Lines,
            [new(texts => texts.ChartIn, PerSecond(Figure.BytesIn)), new(texts => texts.ChartOut, PerSecond(Figure.BytesOut), 1)]),
        new("backlog", texts => texts.Backlog, Unit.Bytes, ChartKind.Lines, [new(texts => texts.Backlog, Level(Figure.Backlog))]),
        new("latency", texts => texts.ChartLatency, Unit.Seconds, ChartKind.Lines,
            [new(texts => texts.ChartMedian, Level(Figure.LatencyMedian)), new(texts => texts.ChartHigh, Level(Figure.LatencyHigh), 1)]),
        new("log", texts => texts.ChartLogLag, Unit.Seconds, ChartKind.Lines, [new(texts => texts.ChartLogLag, Level(Figure.LogLag))], Optional: true),
        new("processor", texts => texts.ChartProcessor, Unit.Share, ChartKind.Lines, [new(texts => texts.ChartProcessor, PerSecond(Figure.Processor))]),
        new("memory", texts => texts.ChartMemory, Unit.Bytes, ChartKind.Lines,
            [new(texts => texts.ChartProcess, Level(Figure.WorkingSet)), new(texts => texts.ChartObjects, Level(Figure.Heap), 1)]),
        new("collection", texts => texts.ChartCollection, Unit.Share, ChartKind.Lines, [new(texts => texts.ChartPaused, PerSecond(Figure.Pauses))]),
    ];

    /// <summary>The value of a place as it is.</summary>
    public static FigureOf Level(Figure figure) => row => row[(int)figure];

    private static FigureOf PerSecond(Figure figure) => row => row[(int)Figure.Seconds] > 0 ? row[(int)figure] / row[(int)Figure.Seconds] : double.NaN;

    /// <summary>The usual ones have colours of their own; all others are one.</summary>
    private static IEnumerable<ChartSeries> Reasons()
    {
        DisconnectReason[][] groups =
        [
            [DisconnectReason.ClientClosed, DisconnectReason.Farewell],
            [DisconnectReason.Kicked, DisconnectReason.Banned],
            [DisconnectReason.SlowConsumer],
            [DisconnectReason.Flooding, DisconnectReason.MessageTooLong],
            [DisconnectReason.IdleTimeout],
            [DisconnectReason.TransportError],
            [DisconnectReason.ListenerStopped, DisconnectReason.ServerStopping],
        ];
        int[] paints = [0, 2, 3, 4, 5, 6, 7];
        for (var i = 0; i < groups.Length; i++)
        {
            var group = groups[i];
            yield return new(texts => texts.ChartReason(group[0]), Sum(group), paints[i], Rare: i > 0);
        }

        var rest = Enum.GetValues<DisconnectReason>().Except(groups.SelectMany(group => group)).ToArray();
        yield return new(texts => texts.ChartReason(DisconnectReason.None), Sum(rest), 1, Rare: true);
    }

    private static FigureOf Sum(DisconnectReason[] reasons) => row =>
    {
        var sum = row[Figures.Ended(reasons[0])];
        for (var i = 1; i < reasons.Length; i++)
        {
            sum += row[Figures.Ended(reasons[i])];
        }

        return sum;
    };
}
