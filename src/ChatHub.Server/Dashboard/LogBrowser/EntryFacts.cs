using System.Globalization;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;

namespace ChatHub.Server.Dashboard.LogBrowser;

/// <summary>What is known about an entry beside its text, by name.</summary>
internal static class EntryFacts
{
    public static IEnumerable<(string Name, string Value)> Of(ChatMessage entry, UiTexts texts, Viewer viewer)
    {
        yield return (texts.Time, viewer.Local(entry.At).ToString("yyyy-MM-dd HH:mm:ss.ffffff zzz", CultureInfo.InvariantCulture));
        yield return (texts.Kinds, texts.KindOf(entry.Kind));
        yield return (texts.From, MarkedText.Of(entry.Kind == MessageKind.Server ? texts.Server : entry.Sender));
        if (entry.Recipient is { } recipient)
        {
            yield return (texts.Target, MarkedText.Of(recipient));
        }

        if (entry.Origin is { } origin)
        {
            yield return (texts.Connection, string.Create(CultureInfo.InvariantCulture, $"#{origin.Id}, {origin.Remote}, {origin.Listener}"));
        }

        if (entry.Room.Length > 0)
        {
            yield return (texts.Room, entry.Room == "*" ? texts.AllRooms : MarkedText.Of(entry.Room));
        }

        if (entry.Operator is { } by)
        {
            yield return (texts.By, MarkedText.Of(by));
        }
    }
}
