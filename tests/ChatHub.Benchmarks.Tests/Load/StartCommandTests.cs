using ChatHub.Benchmarks.Load;
using ChatHub.Benchmarks.Load.Target;
using Xunit;

namespace ChatHub.Benchmarks.Tests.Load;

public sealed class StartCommandTests
{
    [Fact]
    public void Parse_AssignmentsProgramAndQuotedArguments_AreTakenApart()
    {
        var line = StartCommand.Parse("A__B=127.0.0.1:5 EMPTY= dotnet 'my server.dll' --name=\"a b\" \"\"");

        Assert.Equal([("A__B", "127.0.0.1:5"), ("EMPTY", "")], line.Environment);
        Assert.Equal("dotnet", line.Program);
        Assert.Equal(["my server.dll", "--name=a b", ""], line.Arguments);
    }

    [Theory]
    [InlineData("A=1")]
    [InlineData("dotnet 'x")]
    public void Parse_NoProgramOrOpenQuote_IsRefused(string command) =>
        Assert.Throws<LoadException>(() => StartCommand.Parse(command));
}
