using ChatHub.Server.Storage.Bans;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Wire.Admission;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Storage.Bans;

public sealed class BanFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly RecordingLog<BanFile> _log = new();
    private readonly string _path;
    private readonly BanFile _file;

    public BanFileTests()
    {
        _path = _folder.File("bans.json");
        _file = new BanFile(_path, new FakeTimeProvider(Sample.Noon), _log);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AfterWrite_GivesTheSame()
    {
        Ban[] bans = [New("192.0.2.0/24", null, "坏 \"words\""), New("2001:db8::/32", Sample.Noon.AddHours(1), "")];
        _file.Write(bans);
        Assert.Equal(bans, _file.Read());
        Assert.Contains("192.0.2.0/24", File.ReadAllText(_path), StringComparison.Ordinal);
        Assert.False(File.Exists(_path + ".new"));
    }

    [Fact]
    public void Read_WithoutAFile_GivesNone()
    {
        Assert.Empty(_file.Read());
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("{\"bans\":[{\"address\":\"192.0.2")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"bans\":[null]}")]
    [InlineData("{\"bans\":[{\"address\":\"everything\",\"reason\":\"\",\"by\":\"mia\",\"madeAt\":\"2026-01-01T00:00:00Z\"}]}")]
    [InlineData("{\"bans\":[{\"address\":\"192.0.2.1\",\"madeAt\":\"2026-01-01T00:00:00Z\"}]}")]
    public void Read_Damaged_IsSetAside(string content)
    {
        File.WriteAllText(_path, content);
        Assert.Empty(_file.Read());
        Assert.False(File.Exists(_path));
        Assert.Equal(content, File.ReadAllText(Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_path)!, "bans.json.damaged-*"))));
        Assert.Contains("could not be understood", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_AfterAFileThatCouldNotBeRead_SavesNothingOverIt()
    {
        var file = new BanFile(_path, new FakeTimeProvider(Sample.Noon), _log);
        File.WriteAllText(_path, "{\"bans\":[]}");
        using (new FileStream(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Empty(file.Read());
        }

        Assert.Contains("nothing is saved over it", Assert.Throws<IOException>(() => file.Write([New("192.0.2.1", null, "")])).Message, StringComparison.Ordinal);
        Assert.Equal("{\"bans\":[]}", File.ReadAllText(_path));
    }

    private static Ban New(string text, DateTimeOffset? until, string reason) =>
        new(AddressRange.TryParse(text, out var range) ? range : default, until, reason, "mia", Sample.Noon);
}
