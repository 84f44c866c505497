using System.Globalization;
using ChatHub.Server.Statistics;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.Sqlite;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Statistics;

public sealed class StatisticsFileTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Sample.Noon);
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("statistics.db");

    private long Now => _time.GetUtcNow().ToUnixTimeSeconds();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restart_AfterAnOrderlyStop_KnowsWhatWas()
    {
        await RunAsync(statistics => statistics.Pass(1500, now => now[Figure.Accepted] += 1));
        _time.Advance(TimeSpan.FromMinutes(5));
        var again = await RunAsync(statistics => statistics.Pass(1));

        var row = new float[Figures.Width];
        again.Recorder.Read(10, Now - 3600, Now + 1, row);
        Assert.Equal(1500, row[(int)Figure.Accepted]);
        Assert.Equal(2, row[(int)Figure.Starts]);
        again.Recorder.Read(600, Now - 7200, Now + 1, row);
        Assert.Equal(1500, row[(int)Figure.Accepted]);
    }

    [Fact]
    public async Task Restart_Soon_LastMinutesGoOnWhereTheyWere()
    {
        await RunAsync(statistics => statistics.Pass(100, now =>
        {
            now[Figure.MessagesIn] += 3;
            now[Figure.Processor] += 0.25;
            now[Figure.Connections] = 7;
        }));
        var again = await RunAsync(statistics => statistics.Pass(4, now => now[Figure.MessagesIn] += 1));

        var row = new float[Figures.Width];
        again.Recorder.Read(1, Now - 900, Now + 1, row);
        Assert.Equal((304, 25f, 7), (row[(int)Figure.MessagesIn], row[(int)Figure.Processor], row[(int)Figure.Connections]));
        again.Recorder.Read(1, Now - 60, Now - 55, row);
        Assert.Equal((15, 5), (row[(int)Figure.MessagesIn], row[(int)Figure.Seconds]));
        again.Recorder.Read(10, Now - 900, Now + 1, row);
        Assert.Equal(304, row[(int)Figure.MessagesIn]);
    }

    [Theory]
    [InlineData(10, 7, "0 1 1 0 1 1 0 1 1 1")]
    [InlineData(3, 2, "0 1 1")]
    public void Interval_Spread_KeepsWholeCounts(int known, int count, string expected)
    {
        var (values, seconds) = (new float[Figures.Width], new SampleRing(1, 960));
        (values[(int)Figure.Seconds], values[(int)Figure.Accepted]) = (known, count);
        KeptSeconds.Spread(new(10, 0, 1_000_000, values), seconds);

        Assert.Equal(expected, string.Join(' ', Enumerable.Range(0, known).Select(second =>
        {
            var row = new float[Figures.Width];
            row.AsSpan().Fill(float.NaN);
            seconds.Fold(1_000_000 + second, 1_000_001 + second, row);
            return row[(int)Figure.Accepted].ToString(CultureInfo.InvariantCulture);
        })));
    }

    [Fact]
    public async Task Restart_WithinAnInterval_AddsToIt()
    {
        await RunAsync(statistics => statistics.Pass(60, now => now[Figure.MessagesIn] += 1));
        await RunAsync(statistics => statistics.Pass(60, now => now[Figure.MessagesIn] += 1));
        _time.Advance(TimeSpan.FromMinutes(20));
        var last = await RunAsync(_ => { });

        var row = new float[Figures.Width];
        last.Recorder.Read(600, Now - 7200, Now + 1, row);
        Assert.Equal(120, row[(int)Figure.MessagesIn]);
    }

    [Fact]
    public void File_ManyMoreRowsThanItHolds_KeepsTheNewest()
    {
        var ring = new SampleRing(10, 50);
        using var file = Open();
        var part = new float[Figures.Width];
        for (var at = 0; at < 10_000; at += 10)
        {
            part[(int)Figure.Accepted] = at;
            ring.Add(at, part);
            if (at % 100 == 90)
            {
                Assert.True(file.Write(ring.TakeUnsaved()));
            }
        }

        var rows = file.Load();
        Assert.Equal(50, rows.Count);
        Assert.All(rows, row => Assert.InRange(row.Start, 9500, 9990));
        Assert.All(rows, row => Assert.Equal(row.Start, row.Values[(int)Figure.Accepted]));
        Assert.Empty(ring.TakeUnsaved());
    }

    [Fact]
    public void File_Damaged_IsSetAsideAndANewOneTakesEverything()
    {
        File.WriteAllText(Path, string.Join('\n', Enumerable.Range(0, 4000).Select(i => i.ToString(CultureInfo.InvariantCulture))));
        using var file = Open();
        Assert.Empty(file.Load());

        Assert.True(file.Write([Row(10, 3)]));
        Assert.Single(file.Load());
        Assert.Single(Directory.GetFiles(_folder.Path, "statistics.db.damaged-20260301-120000"));
    }

    [Fact]
    public void File_PlaceCannotBeWritten_FailsWithoutAnExceptionAndRecovers()
    {
        Directory.CreateDirectory(Path); // no file can be there
        using var file = Open();
        Assert.Empty(file.Load());
        Assert.False(file.Write([Row(10, 3)]));

        Directory.Delete(Path);
        Assert.True(file.Write([Row(10, 3)]));
    }

    [Fact]
    public void File_OfAnotherProgram_IsLeftAlone()
    {
        using (var other = MessageLogFiles.OpenToWrite(Path))
        {
            Statement.Execute(other, "CREATE TABLE theirs(x)");
        }

        var before = File.ReadAllBytes(Path);
        using var file = Open();
        Assert.Empty(file.Load());
        Assert.True(file.Write([Row(10, 3)])); // there is no use in trying again
        Assert.Equal(before, File.ReadAllBytes(Path));
    }

    [Fact]
    public void Row_OfAProgramThatKnewFewerPlaces_HasNoneForTheOthers()
    {
        using (var file = Open())
        {
            file.Write([new(10, 3, 30, [1, 2])]);
        }

        using var again = Open();
        var values = again.Load().Single().Values;
        Assert.Equal([1, 2], values[..2]);
        Assert.All(values[2..], value => Assert.True(float.IsNaN(value)));
    }

    [Fact]
    public async Task Service_DiskFails_GoesOnAndWritesAllOnceItCan()
    {
        Directory.CreateDirectory(Path);
        var statistics = new FakeStatistics(_time);
        using var file = Open();
        using var service = new StatisticsService(statistics.Recorder, file, _time, NullLogger<StatisticsService>.Instance);
        await service.StartAsync(CancellationToken.None);
        await service.Work;
        for (var i = 0; i < 130; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1)); // the timer samples, and writes each minute
            await service.Work;
        }

        Directory.Delete(Path);
        await service.StopAsync(CancellationToken.None);

        var seconds = file.Load().Where(row => row.Step == 10).Sum(row => row.Values[(int)Figure.Seconds]);
        Assert.InRange(seconds, 128, 131);
    }

    private static SavedRow Row(int step, int slot) => new(step, slot, step * slot, new float[Figures.Width]);

    private StatisticsFile Open() => new(Path, _time, NullLogger.Instance);

    /// <summary>A run of the server from start to orderly stop.</summary>
    private async Task<FakeStatistics> RunAsync(Action<FakeStatistics> run)
    {
        var statistics = new FakeStatistics(_time);
        using var file = Open();
        using var service = new StatisticsService(statistics.Recorder, file, new FakeTimeProvider(_time.GetUtcNow()), NullLogger<StatisticsService>.Instance); // its own timer stands still
        await service.StartAsync(CancellationToken.None);
        await service.Work;
        run(statistics);
        await service.StopAsync(CancellationToken.None);
        return statistics;
    }
}
