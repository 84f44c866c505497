using System.Net;
using ChatHub.Wire.Admission;

namespace ChatHub.Server.Operators.Audit;

/// <summary>
/// How many refusals the audit takes down: who has no rights could otherwise fill a file that nobody may shorten. <see cref="Most"/> in a minute for each act,
/// caller and address (IPv6: its /64), and of <see cref="MostCallers"/> of these for each act; those who proved nothing are counted apart from those who did, and of them there are
/// <see cref="MostOfStrangers"/> in a minute and <see cref="MostOfStrangersADay"/> in a day for each act, so that guesses at the sign-in are not hidden behind guesses at keys, <see cref="MostOfOneADay"/> of them of one
/// caller, so that one address does not hide the others. Safe for all threads.
/// </summary>
internal sealed class RefusalBound(TimeProvider time)
{
    /// <summary>Refusals in a minute of one caller; the last says that further ones are left out.</summary>
    public const int Most = 20;

    /// <summary>Callers whose refusals are counted in a minute, strangers and others; those beyond are counted as one.</summary>
    public const int MostCallers = 100;

    /// <summary>Refusals of all strangers together in a minute.</summary>
    public const int MostOfStrangers = 200;

    /// <summary>Refusals of all strangers together in a day.</summary>
    public const int MostOfStrangersADay = 1_000;

    /// <summary>Refusals of one stranger in a day.</summary>
    public const int MostOfOneADay = 100;

    /// <summary>What the last one of a caller says.</summary>
    public const string Last = "further ones within this minute are left out";

    /// <summary>What the last one of all strangers says.</summary>
    public const string LastOfStrangers = "further ones of strangers are left out for a while";

    private static readonly TimeSpan s_span = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Act, bool IsStranger), Counts> _counts = []; // acts are ours, and few
    private long? _minute;
    private long? _day;

    /// <summary>Counts one.</summary>
    /// <returns>What its entry is to say beside its own words, empty for nothing; null when it is left out.</returns>
    public string? Count(string act, OperatorIdentity who)
    {
        lock (_gate)
        {
            TurnOver();
            var isStranger = who.Role == OperatorRole.None; // strangers can be as many as they like
            if (!_counts.TryGetValue((act, isStranger), out var counts))
            {
                _counts[(act, isStranger)] = counts = new Counts();
            }

            var caller = (who.Name, ClientOf(who.From));
            var number = counts.Next(caller);
            if (number > Most || (isStranger && (counts.Minute >= MostOfStrangers || counts.Day >= MostOfStrangersADay || counts.DayOf(caller) >= MostOfOneADay)))
            {
                counts.LeftOut += isStranger ? 1 : 0;
                return null;
            }

            if (!isStranger)
            {
                return number == Most ? Last : "";
            }

            counts.TakeDown(caller);
            return counts.Minute == MostOfStrangers || counts.Day == MostOfStrangersADay || counts.DayOf(caller) == MostOfOneADay ? LastOfStrangers : number == Most ? Last : "";
        }
    }

    /// <summary>How many of strangers were left out since the last call, for each act that has such.</summary>
    public IReadOnlyList<(string Act, int Number)> TakeLeftOut()
    {
        lock (_gate)
        {
            var all = _counts.Where(pair => pair.Value.LeftOut > 0).Select(pair => (pair.Key.Act, pair.Value.LeftOut)).ToArray();
            foreach (var counts in _counts.Values)
            {
                counts.LeftOut = 0;
            }

            return all;
        }
    }

    // By a clock that nobody sets: one that was set back would leave out all until then.
    private void TurnOver()
    {
        var isAnotherDay = _day is not { } day || time.GetElapsedTime(day) >= s_day;
        if (isAnotherDay)
        {
            _day = time.GetTimestamp();
        }

        if (isAnotherDay || _minute is not { } minute || time.GetElapsedTime(minute) >= s_span)
        {
            _minute = time.GetTimestamp();
            foreach (var counts in _counts.Values)
            {
                counts.Forget(isAnotherDay);
            }
        }
    }

    // Who has an IPv6 address has a whole /64 of them.
    private static string ClientOf(string from) => IPAddress.TryParse(from, out var address) ? AddressRange.ClientOf(AddressRange.ValueOf(address)).ToString() : from;

    private sealed class Counts
    {
        private readonly Dictionary<(string Who, string From), int> _callers = [];

        private readonly Dictionary<(string Who, string From), int> _ofDay = []; // at most one for each that is taken down in a day

        public int Minute { get; private set; }

        public int Day { get; private set; }

        public int LeftOut { get; set; }

        public int Next((string Who, string From) caller)
        {
            var key = _callers.ContainsKey(caller) || _callers.Count < MostCallers ? caller : ("", "");
            return _callers[key] = _callers.GetValueOrDefault(key) + 1;
        }

        public int DayOf((string Who, string From) caller) => _ofDay.GetValueOrDefault(caller);

        public void TakeDown((string Who, string From) caller)
        {
            (Minute, Day) = (Minute + 1, Day + 1);
            _ofDay[caller] = DayOf(caller) + 1;
        }

        public void Forget(bool alsoTheDay)
        {
            _callers.Clear();
            Minute = 0;
            if (alsoTheDay)
            {
                _ofDay.Clear();
                Day = 0;
            }
        }
    }
}
