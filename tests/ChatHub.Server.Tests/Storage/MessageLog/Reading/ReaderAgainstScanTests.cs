using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog;
using Xunit;
using Unit = ChatHub.Server.Tests.Storage.MessageLog.Reading.PlainScan.Unit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Reading;

/// <summary>Random queries on a corpus, each compared with a plain scan. <c>CHATHUB_CORPUS=1000000</c> makes it larger.</summary>
public sealed class ReaderAgainstScanTests(ReaderAgainstScanTests.Fixture fixture) : IClassFixture<ReaderAgainstScanTests.Fixture>
{
    private const int Seed = 20261123;

    [Fact]
    public async Task Pages_AnyQueryBothWays_GiveExactlyTheScan()
    {
        var random = new Random(Seed);
        for (var i = 0; i < 150; i++)
        {
            var query = fixture.AnyQuery(random);
            var expected = fixture.Scan(query);
            var count = random.Next(1, 60);
            if (expected.Count <= 3000)
            {
                AssertSame(query, expected, await fixture.Log.WalkAsync(query, PageDirection.Older, Math.Max(count, 20)));
                AssertSame(query, expected, await fixture.Log.WalkAsync(query, PageDirection.Newer, Math.Max(count, 20)));
            }

            var from = fixture.Messages[random.Next(fixture.Messages.Count)].Id + random.Next(-1, 2);
            foreach (var direction in Enum.GetValues<PageDirection>())
            {
                var page = await fixture.Log.Reader.ReadAsync(query, from, direction, count, CancellationToken.None);
                var side = direction == PageDirection.Older ? expected.Where(id => id < from).TakeLast(count + 1).ToList() : expected.Where(id => id > from).Take(count + 1).ToList();
                Assert.Equal(side.Count > count, page.HasMore);
                AssertSame(query, direction == PageDirection.Older ? side.TakeLast(count) : side.Take(count), page.Messages.Select(entry => entry.Message.Id));
            }
        }
    }

    [Fact]
    public async Task ReadAll_AnyQuery_GivesExactlyTheScan_WithWholeEntries()
    {
        var random = new Random(Seed + 1);
        for (var i = 0; i < 12; i++)
        {
            var query = i == 0 ? MessageQuery.All : fixture.AnyQuery(random);
            var all = new List<ChatMessage>();
            await foreach (var message in fixture.Log.Reader.ReadAllAsync(query, CancellationToken.None))
            {
                all.Add(message);
            }

            AssertSame(query, fixture.Scan(query), all.Select(message => message.Id));
            foreach (var message in all.Where((_, at) => at % 50 == 0))
            {
                Assert.Equal(Entries.Describe(fixture.ById[message.Id]), Entries.Describe(message));
            }
        }
    }

    [Fact]
    public async Task FirstAt_AnyTime_IsTheFirstEntryAtOrAfterIt()
    {
        var random = new Random(Seed + 2);
        for (var i = 0; i < 100; i++)
        {
            var at = fixture.Messages[random.Next(fixture.Messages.Count)].At.AddTicks(random.Next(-1, 2));
            Assert.Equal(fixture.Messages.First(message => message.At >= at).Id, await fixture.Log.Reader.FirstAtAsync(at, CancellationToken.None));
        }

        Assert.Null(await fixture.Log.Reader.FirstAtAsync(fixture.Messages.Max(message => message.At).AddTicks(1), CancellationToken.None));
    }

    [Fact]
    public async Task Find_AnyEntry_IsWhole()
    {
        foreach (var message in fixture.Messages.Where((message, at) => at % 500 == 0 || message.Body.Length > LoggedMessage.MostBodyBytes))
        {
            var found = await fixture.Log.Reader.FindAsync(message.Id, CancellationToken.None);
            Assert.Equal(Entries.Describe(message), Entries.Describe(found!));
        }

        Assert.Null(await fixture.Log.Reader.FindAsync(fixture.Messages[^1].Id + 1, CancellationToken.None));
    }

    private void AssertSame(MessageQuery query, IEnumerable<long> expected, IEnumerable<long> found) =>
        Assert.True(expected.SequenceEqual(found), $"{query} with kinds [{string.Join(',', query.Kinds ?? [])}]\nmissing: {Few(expected.Except(found))}\ntoo much: {Few(found.Except(expected))}");

    private string Few(IEnumerable<long> ids) => string.Join("; ", ids.Take(3).Select(id => $"{id} {VisibleText.Of(fixture.ById[id].Text)}"));

    public sealed class Fixture : IDisposable
    {
        private readonly Unit[][] _units;

        public Fixture()
        {
            var corpus = new Corpus(Seed);
            var count = int.TryParse(Environment.GetEnvironmentVariable("CHATHUB_CORPUS"), out var asked) ? asked : 50_000;
            Messages = [.. corpus.Make(count)];
            ById = Messages.ToDictionary(message => message.Id);
            _units = [.. Messages.Select(message => PlainScan.UnitsOf(message.Text))];
            Log = new();
            Log.Write(Messages);
            Log.BringForward(all: false);
            Corpus = corpus;
        }

        internal LogOnDisk Log { get; }

        internal IReadOnlyList<ChatMessage> Messages { get; }

        internal Dictionary<long, ChatMessage> ById { get; }

        private Corpus Corpus { get; }

        public void Dispose() => Log.Dispose();

        internal List<long> Scan(MessageQuery query)
        {
            var terms = Terms(query.Text);
            return [.. Messages.Where((message, at) => PlainScan.Meets(message, query) && terms.All(term => PlainScan.Has(_units[at], term.Units, term.IsPrefix))).Select(message => message.Id)];
        }

        internal MessageQuery AnyQuery(Random random)
        {
            var some = Messages[random.Next(Messages.Count)];
            var query = new MessageQuery();
            for (var filters = random.Next(1, 4); filters > 0; filters--)
            {
                query = random.Next(9) switch
                {
                    < 3 => query with { Text = AnyText(random, some) },
                    3 => query with { Room = Cased(random, Corpus.Rooms[random.Next(Corpus.Rooms.Length)]) },
                    4 => query with { Sender = Cased(random, Corpus.Senders[random.Next(Corpus.Senders.Length)]) },
                    5 => query with { Listener = Cased(random, Corpus.Listeners[random.Next(Corpus.Listeners.Length)]) },
                    6 when some.Origin is { } origin => random.Next(3) switch
                    {
                        0 => query with { Connection = origin.Id },
                        1 => query with { Remote = origin.Remote },
                        _ => query with { Remote = System.Net.IPEndPoint.Parse(origin.Remote).Address.ToString() },
                    },
                    7 => query with { Kinds = [.. Enum.GetValues<MessageKind>().Where(_ => random.Next(2) == 0).DefaultIfEmpty(MessageKind.Text)] },
                    _ => query with { From = random.Next(2) == 0 ? null : some.At.AddTicks(random.Next(-1, 2)), To = some.At.AddMinutes(random.Next(1, 600)) },
                };
            }

            return query;
        }

        private string? AnyText(Random random, ChatMessage some)
        {
            var text = random.Next(8) switch
            {
                0 => Corpus.Word(),
                1 => Corpus.Word() + " " + Corpus.Chinese(1),
                2 => $"\"{Corpus.Word()} {Corpus.Word()}\"",
                3 => Corpus.Word()[..1] + "* " + Corpus.Chinese(2),
                4 => Corpus.Chinese(random.Next(1, 4)),
                5 => "zzzqqq " + Corpus.Chinese(1),
                _ => Piece(random, some.Text),
            };
            return PlainScan.UnitsOf(text).Length == 0 ? null : text;
        }

        private static string Piece(Random random, string text)
        {
            var clean = new string([.. text.Where(value => value is not ('"' or '*' or '“' or '”'))]);
            var start = random.Next(clean.Length + 1);
            return $"\"{clean[start..Math.Min(clean.Length, start + random.Next(1, 12))]}\"";
        }

        private static string Cased(Random random, string name) => random.Next(3) switch { 0 => name.ToUpperInvariant(), 1 => name.ToLowerInvariant(), _ => name };

        private static List<(Unit[] Units, bool IsPrefix)> Terms(string? text)
        {
            var terms = new List<(Unit[], bool)>();
            foreach (var part in text is null ? [] : text.StartsWith('"') ? [text.Trim('"')] : text.Split(' '))
            {
                terms.Add((PlainScan.UnitsOf(part.TrimEnd('*')), part.EndsWith('*')));
            }

            return terms;
        }
    }
}
