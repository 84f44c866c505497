using System.Globalization;
using System.Text.RegularExpressions;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Writing;

/// <summary>Entries that the log could neither write nor hold. Its text is that of <see cref="SystemEvent.LogGap"/>.</summary>
/// <param name="Count">How many.</param>
/// <param name="FirstId">Number of the first.</param>
/// <param name="LastId">Number of the last.</param>
/// <param name="From">Time of the first, UTC.</param>
/// <param name="To">Time of the last, UTC.</param>
internal readonly partial record struct EntryLoss(long Count, long FirstId, long LastId, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>With one more.</summary>
    public EntryLoss And(ChatMessage entry) => Count == 0
        ? new EntryLoss(1, entry.Id, entry.Id, entry.At, entry.At)
        : this with { Count = Count + 1, LastId = entry.Id, To = entry.At };

    /// <summary><c>889 (4123-5011) 2026-11-23T03:15:00Z/2026-11-23T03:16:00Z</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Count} ({FirstId}-{LastId}) {From:yyyy-MM-ddTHH:mm:ssZ}/{To:yyyy-MM-ddTHH:mm:ssZ}");

    /// <summary>The numbers that a text of <see cref="ToString"/> names; null for any other text.</summary>
    public static (long FirstId, long LastId)? NumbersIn(string text) =>
        Numbers().Match(text) is { Success: true } match && long.TryParse(match.Groups[1].ValueSpan, out var first) && long.TryParse(match.Groups[2].ValueSpan, out var last)
            ? (first, last)
            : null;

    /// <summary>The loss that a text of <see cref="ToString"/> tells of; null for any other text.</summary>
    public static EntryLoss? Parse(string text) =>
        Whole().Match(text) is { Success: true } match
        && long.TryParse(match.Groups[1].ValueSpan, out var count) && long.TryParse(match.Groups[2].ValueSpan, out var first) && long.TryParse(match.Groups[3].ValueSpan, out var last)
        && DateTimeOffset.TryParse(match.Groups[4].ValueSpan, CultureInfo.InvariantCulture, out var from) && DateTimeOffset.TryParse(match.Groups[5].ValueSpan, CultureInfo.InvariantCulture, out var to)
            ? new EntryLoss(count, first, last, from, to)
            : null;

    [GeneratedRegex(@"^([0-9]+) \(([0-9]+)-([0-9]+)\) ([-0-9T:]+Z)/([-0-9T:]+Z)$", RegexOptions.CultureInvariant)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[0-9]+ \(([0-9]+)-([0-9]+)\) ", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
