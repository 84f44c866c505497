using ChatHub.Server.Hosting;
using ChatHub.Server.Hosting.SettingsChanges;
using ChatHub.Server.Tests.Storage.MessageLog;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ChatHub.Server.Tests.Hosting.SettingsChanges;

/// <summary>However an editor saves, a change is seen once, when it is finished.</summary>
public sealed class SettingsFilesTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConfigurationManager _configuration = new();

    private string FilePath => _folder.File("appsettings.json");

    [Fact]
    public void Look_WhileItIsWritten_WaitsUntilItStandsStill()
    {
        var files = Files("""{ "A": "1" }""");
        Assert.Null(files.Look());
        File.WriteAllText(FilePath, "{");
        Assert.Null(files.Look());
        File.WriteAllText(FilePath, """{ "A": """);
        Assert.Null(files.Look());
        File.WriteAllText(FilePath, """{ "A": "2" }""");
        Assert.Null(files.Look());

        var texts = files.Look();
        Assert.Equal("2", files.With(texts!)["A"]);
        Assert.Null(files.Look()); // once
    }

    [Fact]
    public void Look_SavedByARenameAndThroughALink_SeesIt()
    {
        var files = Files("""{ "A": "1" }""");
        File.WriteAllText(_folder.File("new"), """{ "A": "2" }""");
        File.Move(_folder.File("new"), FilePath, overwrite: true);
        Assert.Null(files.Look());
        Assert.Equal("2", files.With(files.Look()!)["A"]);

        File.WriteAllText(_folder.File("target"), """{ "A": "3" }""");
        File.Delete(FilePath);
        File.CreateSymbolicLink(FilePath, _folder.File("target"));
        Assert.Null(files.Look());
        Assert.Equal("3", files.With(files.Look()!)["A"]);
        File.WriteAllText(_folder.File("target"), """{ "A": "4" }""");
        Assert.Null(files.Look());
        Assert.Equal("4", files.With(files.Look()!)["A"]);
    }

    [Fact]
    public void Look_SavedAsItIs_SeesNothing()
    {
        var files = Files("""{ "A": "1" }""");
        File.WriteAllText(FilePath, """{ "A": "1" }""");
        File.SetLastWriteTimeUtc(FilePath, new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.Null(files.Look());
        Assert.Null(files.Look());
    }

    [Fact]
    public void With_AFileThatIsGone_IsRefused()
    {
        var files = Files("""{ "A": "1" }""");
        File.Delete(FilePath);
        files.Look();
        var gone = Assert.Throws<InvalidDataException>(() => files.With(files.Look()!));
        Assert.Contains("appsettings.json' is gone", gone.Message, StringComparison.Ordinal);
        Assert.Equal("1", _configuration["A"]);
    }

    [Fact]
    public void With_AFileThatWasNotThere_IsTaken()
    {
        var files = Files(null);
        File.WriteAllText(FilePath, """{ "A": "1" }""");
        files.Look();
        var texts = files.Look()!;
        Assert.Equal("1", files.With(texts)["A"]);
        Assert.Null(_configuration["A"]);
        files.Accept(texts);
        Assert.Equal("1", _configuration["A"]);
    }

    [Fact]
    public void With_AFileOfMoreThanItMayHave_IsRefused()
    {
        var files = Files("{}");
        File.WriteAllText(FilePath, "{}" + new string(' ', SettingsText.Most));
        files.Look();
        var refused = Assert.Throws<InvalidDataException>(() => files.With(files.Look()!));
        Assert.Equal("it has more than 1048576 bytes", refused.GetBaseException().Message);
    }

    [Fact]
    public void Sources_AsTheProgramHasThem_AreReadFromTheFilesThatAreLookedAt()
    {
        File.WriteAllText(FilePath, """{ "ChatHub": { "Limits": { "Connections": 5, "FloodBurst": 5 } } }""");
        _configuration.SetBasePath(_folder.Path).AddJsonFile("appsettings.json", optional: true, reloadOnChange: true);
        _configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["ChatHub:Limits:FloodBurst"] = "9" });

        _configuration.AddChatHubSettings(_folder.Path);

        Assert.Equal(("5", "9", "data"), (_configuration["ChatHub:Limits:Connections"], _configuration["ChatHub:Limits:FloodBurst"], _configuration["ChatHub:DataDirectory"]));
        File.WriteAllText(FilePath, """{ "ChatHub": { "Limits": { "Connections": 6, "FloodBurst": 6 } } }""");
        var files = new SettingsFiles(_configuration);
        Assert.Equal(FilePath, ((IConfigurationBuilder)_configuration).Sources.OfType<SettingsFile>().First().Path);
        files.Look();
        var with = files.With(files.Look()!);
        Assert.Equal(("6", "9", "data"), (with["ChatHub:Limits:Connections"], with["ChatHub:Limits:FloodBurst"], with["ChatHub:DataDirectory"]));
    }

    public void Dispose()
    {
        _configuration.Dispose();
        _folder.Dispose();
    }

    private SettingsFiles Files(string? json)
    {
        if (json is not null)
        {
            File.WriteAllText(FilePath, json);
        }

        _configuration.Sources.Add(new SettingsFile(FilePath));
        return new SettingsFiles(_configuration);
    }
}
