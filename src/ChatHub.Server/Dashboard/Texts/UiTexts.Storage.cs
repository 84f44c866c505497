using System.Globalization;
using ChatHub.Server.Storage.MessageLog.Writing;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>What the message log says about itself.</summary>
public partial class UiTexts
{
    /// <summary>A reason of <see cref="StorageFault"/>, which entries have in English.</summary>
    internal virtual string StorageReason(string reason) => reason;

    internal virtual string LogGapText(EntryLoss loss) => string.Create(
        CultureInfo.InvariantCulture, $"{(loss.Count == 1 ? "1 entry is" : $"{loss.Count:N0} entries are")} missing from the message log: numbers {loss.FirstId} to {loss.LastId}, {Span(loss)} (UTC)");

    internal virtual string LogMissingText(string last) => last == "0"
        ? "the file of the message log was empty"
        : $"the file of the message log was gone or empty and a new one was begun; entries up to {last} are not in the log any more";

    internal virtual string LogUnreadableText(string from) => $"a part of the message log is damaged; searches miss entries from {from} on";

    /// <summary>From when to when, UTC.</summary>
    private protected static string Span(EntryLoss loss) => string.Create(
        CultureInfo.InvariantCulture, $"{loss.From:yyyy-MM-dd HH:mm:ss} – {(loss.From.Date == loss.To.Date ? loss.To.ToString("HH:mm:ss", CultureInfo.InvariantCulture) : loss.To.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))}");
}
