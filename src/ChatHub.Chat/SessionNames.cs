using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace ChatHub.Chat;

/// <summary>
/// What names sessions may take, and who has which. A name is claimed by one session at a time, without regard to case. Whoever changes the name of a session holds the
/// session's own lock: two at once would each release the name before and leave one of theirs claimed for good. Nothing else may be waited for under it.
/// </summary>
public sealed class SessionNames
{
    /// <summary>Most characters (Unicode scalar values) of a name.</summary>
    public const int MaxLength = 32;

    private static readonly string[] s_reserved = ["server", "operator", "admin", "administrator", "system", "chathub", "服务器", "系统"];

    private static readonly string[] s_reservedSkeletons = [.. s_reserved.Select(NameSkeleton.Of)];
    private static readonly string s_guestSkeleton = NameSkeleton.Of("guest-");

    private volatile string[] _ofOperators = [];
    private volatile string[] _operatorSkeletons = [];
    private readonly ConcurrentDictionary<string, Session> _skeletons = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Session> _claimed = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a session that has none of its own yet: <c>guest-7</c>.</summary>
    public static string GuestName(long id) => string.Create(CultureInfo.InvariantCulture, $"guest-{id}");

    /// <summary>Makes what somebody called itself fit to be shown as a name: control and format characters and blanks out, white space folded, at most <see cref="MaxLength"/> characters.</summary>
    /// <returns>The name; empty where nothing is left.</returns>
    public static string Clean(string name)
    {
        var clean = new StringBuilder(name.Length);
        var length = 0;
        foreach (var rune in Compose(name).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                    length++;
                }
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                && rune != Rune.ReplacementChar && !UnseenCharacters.IsBlank(rune))
            {
                clean.Append(rune.ToString());
                length++;
            }

            if (length >= MaxLength)
            {
                break;
            }
        }

        return WithoutHidden(clean.ToString()).Normalize().Trim(); // what was taken out may have stood between a letter and its accent
    }

    /// <summary>Composes characters, so that names which look the same are the same. What Unicode calls no character, which cannot be composed, is left out.</summary>
    public static string Compose(string text)
    {
        var characters = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) // half a surrogate pair comes as U+FFFD
        {
            if ((rune.Value & 0xFFFE) != 0xFFFE)
            {
                characters.Append(rune.ToString());
            }
        }

        return characters.ToString().Normalize();
    }

    /// <summary>Whether a name would let its bearer speak as the server.</summary>
    public static bool IsReserved(string name) =>
        name is ['[' or '*', ..] || s_reserved.Contains(name, StringComparer.OrdinalIgnoreCase)
        || s_reservedSkeletons.Contains(NameSkeleton.Of(name), StringComparer.Ordinal);

    /// <summary>Whether a name is not for clients: it is reserved, or an operator's, or looks like one.</summary>
    public bool IsKept(string name) => IsReserved(name) || IsOfOperators(name);

    /// <summary>Names that only operators may have, and no other that looks like one of them: theirs. Set by whoever knows the operators; empty at first. Who has one already keeps it until it is renamed.</summary>
    public IReadOnlyCollection<string> OfOperators
    {
        get => _ofOperators;
        set => (_ofOperators, _operatorSkeletons) = ([.. value], [.. value.Select(NameSkeleton.Of)]);
    }

    /// <summary>Gives a session a name.</summary>
    /// <returns>Null when it has the name now; otherwise why not, as a sentence for the client.</returns>
    public string? TryClaim(Session session, string name)
    {
        name = Compose(name); // some systems type letters and their accents apart
        if (WhyNotAllowed(session, name) is { } refusal)
        {
            return refusal;
        }

        lock (session)
        {
            if (_claimed.GetOrAdd(name, session) != session)
            {
                return Taken(name);
            }

            var skeleton = NameSkeleton.Of(name);
            if (_skeletons.GetOrAdd(skeleton, session) != session)
            {
                if (!name.Equals(session.Name, StringComparison.OrdinalIgnoreCase))
                {
                    _claimed.TryRemove(new KeyValuePair<string, Session>(name, session));
                }

                return LooksTaken(name);
            }

            Release(session, session.Name, keep: name);
            session.Name = name;
            return null;
        }
    }

    /// <summary>Why a session could not have a name now, as a sentence; null when it could. Claims nothing: another may be quicker.</summary>
    public string? WhyNot(Session session, string name)
    {
        name = Compose(name);
        return WhyNotAllowed(session, name)
            ?? (_claimed.TryGetValue(name, out var bearer) && bearer != session ? Taken(name)
            : _skeletons.TryGetValue(NameSkeleton.Of(name), out var alike) && alike != session ? LooksTaken(name) : null);
    }

    /// <summary>The session that claimed a name.</summary>
    public Session? Find(string name) => _claimed.GetValueOrDefault(name);

    /// <summary>A variation selector stays behind what has variations only.</summary>
    private static string WithoutHidden(string name)
    {
        var seen = new StringBuilder(name.Length);
        var at = 0;
        foreach (var rune in name.EnumerateRunes())
        {
            if (!HiddenCharacters.Has(name, at, rune))
            {
                seen.Append(name, at, rune.Utf16SequenceLength);
            }

            at += rune.Utf16SequenceLength;
        }

        return seen.ToString();
    }

    private bool IsOfOperators(string name) =>
        _ofOperators.Contains(name, StringComparer.OrdinalIgnoreCase) || _operatorSkeletons.Contains(NameSkeleton.Of(name), StringComparer.Ordinal);

    private static string Taken(string name) => $"the name {name} is taken";

    private static string LooksTaken(string name) => $"the name {name} looks like one that is taken";

    private string? WhyNotAllowed(Session session, string name)
    {
        if (name.Length == 0 || name.Any(char.IsWhiteSpace) || name[0] is '/' or '[' or '*' || name != Clean(name))
        {
            return $"a name has 1 to {MaxLength} characters, without spaces and control characters, and does not start with / [ or *";
        }

        var skeleton = NameSkeleton.Of(name);
        if (IsKept(name)
            || (skeleton.StartsWith(s_guestSkeleton, StringComparison.Ordinal) && !name.Equals(GuestName(session.Id), StringComparison.OrdinalIgnoreCase)))
        {
            return $"the name {name} is reserved";
        }

        return null;
    }

    internal void Release(Session session, string name, string? keep = null)
    {
        lock (session)
        {
            if (!string.Equals(name, keep, StringComparison.OrdinalIgnoreCase))
            {
                _claimed.TryRemove(new KeyValuePair<string, Session>(name, session));
            }

            var skeleton = NameSkeleton.Of(name); // by case too: I looks like l, i does not
            if (keep is null || skeleton != NameSkeleton.Of(keep))
            {
                _skeletons.TryRemove(new KeyValuePair<string, Session>(skeleton, session));
            }
        }
    }
}
