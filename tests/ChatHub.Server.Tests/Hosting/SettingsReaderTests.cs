using ChatHub.Server.Hosting;
using ChatHub.Wire.Connections;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ChatHub.Server.Tests.Hosting;

public sealed class SettingsReaderTests
{
    [Theory]
    [InlineData("WriteTimeout", "5", "a duration like 00:00:10 (hours:minutes:seconds) from 00:00:00.100 to 01:00:00")] // a bare number would be days
    [InlineData("WriteTimeout", "02:00:00", "a duration like 00:00:10 (hours:minutes:seconds) from 00:00:00.100 to 01:00:00")]
    [InlineData("Connections", "0", "a whole number from 1 to 1000000")]
    [InlineData("ConnectionsPerAddress", "0", "a whole number from 1 to 1000000")]
    [InlineData("ConnectsWithin", "2.00:00:00", "a duration like 00:00:10 (hours:minutes:seconds) from 00:00:01 to 1.00:00:00")]
    [InlineData("Connections", "many", "a whole number from 1 to 1000000")]
    public void Read_WrongValue_SaysKeyValueAndWhatIsAllowed(string key, string value, string allowed)
    {
        var problems = new List<string>();
        Read(key, value, problems);
        Assert.Equal([$"ChatHub:Limits:{key} is '{value}': expected {allowed}"], problems);
    }

    [Fact]
    public void Read_RightValues_AreSet()
    {
        var problems = new List<string>();
        Assert.Equal(TimeSpan.FromSeconds(5), Read("WriteTimeout", "00:00:05", problems).WriteTimeout);
        Assert.Equal(7, Read("connections", "7", problems).Connections);
        Assert.Empty(problems);
    }

    [Fact]
    public void Read_UnknownKey_NamesTheKnownAndNotTheValue()
    {
        var problems = new List<string>();
        Read("Conections", "s3cret", problems);
        Assert.StartsWith("ChatHub:Limits:Conections: no such setting; known here: Connections, ", Assert.Single(problems), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", problems[0], StringComparison.Ordinal);
    }

    private static LimitsOptions Read(string key, string value, List<string> problems)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"ChatHub:Limits:{key}"] = value }).Build();
        return SettingsReader.Read<LimitsOptions>(settings.GetSection("ChatHub:Limits"), problems);
    }
}
