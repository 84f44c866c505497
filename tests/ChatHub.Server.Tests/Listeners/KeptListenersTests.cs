using System.Text.Json;
using ChatHub.Server.Listeners;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Listeners;

public sealed class KeptListenersTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder.File("listeners.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Put_ReadAgain_HasEverySetting()
    {
        var options = new ListenerOptions
        {
            Endpoint = "127.0.0.1:9100", Protocol = ListenerProtocol.Raw, Enabled = false, Room = "车间", Encoding = "gb18030", Echo = true, Attribution = Attribution.Endpoint,
            Greeting = "你好\n", OperatorPrefix = "", Farewell = "bye", LineEnding = OutputLineEnding.CrLf, FlushAfter = TimeSpan.FromMilliseconds(7), MaxMessageBytes = 99,
            SlowConsumer = SlowConsumerPolicy.DropOldest, IdleTimeout = TimeSpan.FromHours(30), SayWhy = false,
            Tls = new() { CertificateFile = "server.pem", KeyFile = "server.key" },
        };
        Read().Put(new("old", options));
        var read = Read().Find("OLD")!.Options;

        Assert.All(typeof(ListenerOptions).GetProperties(), property => Assert.Equal(JsonSerializer.Serialize(property.GetValue(options)), JsonSerializer.Serialize(property.GetValue(read))));
        Assert.Contains("车间", File.ReadAllText(Path), StringComparison.Ordinal);
        Assert.Equal(["listeners.json"], Directory.GetFiles(_folder.Path).Select(System.IO.Path.GetFileName));
    }

    [Fact]
    public void Put_SameName_TakesItsPlace()
    {
        var kept = Read();
        kept.Put(new("one", At(1)));
        kept.Put(new("two", At(2)));
        kept.Put(new("one", At(3)));
        Assert.Equal(["127.0.0.1:3", "127.0.0.1:2"], Read().All.Select(one => one.Options.Endpoint));

        kept.Remove("one");
        Assert.Equal(["two"], Read().All.Select(one => one.Name));
    }

    [Theory]
    [InlineData("{ \"half\": ")]
    [InlineData("null")]
    [InlineData("[null]")]
    [InlineData("[{\"Name\":null,\"Options\":{\"Endpoint\":\"127.0.0.1:1\"}}]")]
    [InlineData("[{\"Name\":\"x\",\"Options\":null}]")]
    [InlineData("[{\"Name\":\"x\",\"Options\":{\"Endpoint\":null}}]")]
    [InlineData("[{\"Name\":\"x\",\"Options\":{\"Endpoint\":\"127.0.0.1:1\",\"Encoding\":null}}]")]
    [InlineData("[{\"Name\":\"x\"}]")]
    [InlineData("[{\"Name\":\"x\",\"Options\":{\"Protocol\":\"Nonsense\"}}]")]
    public void Read_DamagedFile_SetsItAsideAndSaysSo(string text)
    {
        File.WriteAllText(Path, text);
        var kept = Read();

        Assert.Empty(kept.All);
        Assert.Equal(("listeners.json", "listeners.json.damaged-20260301-120000"), (kept.Unread!.File, kept.Unread.Aside));
        Assert.Equal(text, File.ReadAllText(Path + ".damaged-20260301-120000"));
        kept.Put(new("new", At(1)));
        Assert.Single(Read().All);
    }

    [Fact]
    public void Usable_NameOfTheSettingsOrWrongValue_IsLeftOutAndKept()
    {
        var kept = Read();
        kept.Put(new("relay", At(1)));
        kept.Put(new("wrong", new ListenerOptions { Endpoint = "nowhere" }));
        kept.Put(new("good", At(2)));
        var usable = kept.Usable([ListenerSettings.From("Relay", At(9), [])!]);

        Assert.Equal(["good"], usable.Select(one => one.Name));
        Assert.Equal([("relay", null), ("wrong", true)], kept.Unused.Select(one => (one.Listener.Name, one.Why?.Contains("wrong:Endpoint is 'nowhere'", StringComparison.Ordinal))));
        Assert.Equal(3, Read().All.Count);
    }

    [Fact]
    public void Put_CannotBeWritten_ChangesNothing()
    {
        var kept = Read();
        kept.Put(new("one", At(1)));
        Directory.CreateDirectory(Path + ".new"); // where the new file would be written first

        Assert.ThrowsAny<Exception>(() => kept.Put(new("two", At(2))));
        Assert.Equal(["one"], kept.All.Select(one => one.Name));
        Assert.Equal(["one"], Read().All.Select(one => one.Name));
    }

    private static ListenerOptions At(int port) => new() { Endpoint = $"127.0.0.1:{port}" };

    private KeptListeners Read() => KeptListeners.Read(Path, new FakeTimeProvider(Sample.Noon));

    [Fact]
    public void Read_FileThatCannotBeRead_IsSetAsideAndNothingIsWrittenOverIt()
    {
        Read().Put(new("precious", At(1)));
        KeptListeners kept;
        using (new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            kept = Read();
        }

        kept.Put(new("new", At(2)));
        Assert.Equal(["new"], Read().All.Select(one => one.Name));
        Assert.Contains("precious", File.ReadAllText(Path + ".damaged-20260301-120000"), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_FileThatCannotBeMovedEither_IsLeftAndNothingIsKept()
    {
        File.WriteAllText(Path, "precious");
        File.WriteAllText(Path + ".damaged-20260301-120000", "in the way");
        var kept = Read();

        Assert.Throws<IOException>(() => kept.Put(new("new", At(2))));
        Assert.Equal("precious", File.ReadAllText(Path));
        Assert.Empty(kept.All);
    }

    [Fact]
    public void Unused_Shadowed_IsNotFoundAndCanBeRemoved()
    {
        var kept = Read();
        kept.Put(new("relay", At(1)));
        kept.Usable([ListenerSettings.From("Relay", At(9), [])!]);

        Assert.Null(kept.Find("relay"));
        Assert.True(kept.Has("relay"));
        kept.Remove(Assert.Single(kept.Unused));
        Assert.Empty(kept.Unused);
        Assert.Empty(Read().All);
    }

    [Fact]
    public void Unused_SecondOfAName_IsRemovedAloneAndTheFirstStays()
    {
        File.WriteAllText(Path, """[{"Name":"one","Options":{"Endpoint":"127.0.0.1:1"}},{"Name":"one","Options":{"Endpoint":"127.0.0.1:2"}}]""");
        var kept = Read();
        kept.Usable([]);
        kept.Remove(Assert.Single(kept.Unused));

        Assert.Equal("127.0.0.1:1", Assert.Single(Read().All).Options.Endpoint);
        Assert.NotNull(kept.Find("one"));
    }
}
