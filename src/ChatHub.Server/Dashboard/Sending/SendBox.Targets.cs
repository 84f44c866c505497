using ChatHub.Server.Dashboard.Messages;

namespace ChatHub.Server.Dashboard.Sending;

/// <summary>The list of targets. Whichever is chosen stays in it: the one that is shown is the one that is used.</summary>
public sealed partial class SendBox
{
    /// <summary>The keys of <see cref="SendChoices"/>, with what stands there.</summary>
    private IEnumerable<(string Key, string Text)> Targets
    {
        get
        {
            yield return (SendChoices.Everyone, Texts.Everyone);
            foreach (var room in Rooms)
            {
                yield return (SendChoices.RoomPrefix + room, RoomText(room));
            }

            foreach (var listener in Listeners)
            {
                yield return (SendChoices.ListenerPrefix + listener.Name, ListenerText(listener.Name));
            }

            if (GoneText is { } gone)
            {
                yield return (_target, Texts.TargetGone(gone));
            }

            yield return (SendChoices.Selected, Texts.TargetSelected(Selection.Count));
            if (Matching is not null || _target == SendChoices.Matched)
            {
                yield return (SendChoices.Matched, Texts.TargetMatching(Matching?.Count ?? 0));
            }
        }
    }

    /// <summary>The chosen room or listener, where it is not there any more; null otherwise.</summary>
    private string? GoneText => Split(_target) switch
    {
        (SendChoices.RoomPrefix, var room) when !Rooms.Contains(room) => RoomText(room),
        (SendChoices.ListenerPrefix, var listener) when Listeners.All(one => one.Name != listener) => ListenerText(listener),
        _ => null,
    };

    private string RoomText(string room) => Texts.TargetRoom(MarkedText.Of(room));

    private string ListenerText(string name) => Texts.TargetListener(MarkedText.Of(name));

    private static (string Prefix, string Name) Split(string key) => key.IndexOf(':', StringComparison.Ordinal) is var at and >= 0 ? (key[..(at + 1)], key[(at + 1)..]) : (key, "");
}
