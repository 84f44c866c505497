using System.Text;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Messages;

public sealed class LogLineTests
{
    private static readonly UiTexts s_texts = new();

    [Fact]
    public void Line_SenderNamesItself_DoesNotSayItTwice()
    {
        var line = LogLine.Of(Sample.Said("小明：你好", "小明", Encoding.UTF8.GetByteCount("小明：")), s_texts);

        Assert.Equal("小明", line.Who);
        Assert.Equal("你好", Text(line));
    }

    [Fact]
    public void Line_TextNamesSomebodyElse_IsLeftWhole() =>
        Assert.Equal("小红：你好", Text(LogLine.Of(Sample.Said("小红：你好", "小明", Encoding.UTF8.GetByteCount("小红：")), s_texts)));

    [Fact]
    public void Line_LongText_IsCut() => Assert.Equal(LogLine.Limit, Text(LogLine.Of(Sample.Said(new string('x', 100_000)), s_texts)).Length);

    [Theory]
    [InlineData(DisconnectReason.SlowConsumer, null, "disconnected: it did not read what was sent to it")]
    [InlineData(DisconnectReason.Kicked, "operator", "disconnected: by an operator")]
    [InlineData(DisconnectReason.Kicked, "mia", "disconnected: by an operator (mia)")]
    public void Line_Disconnect_SaysWhy(DisconnectReason reason, string? by, string expected)
    {
        var line = LogLine.Of(Sample.Left("Anna", reason, by), s_texts);

        Assert.Equal("event", line.Look);
        Assert.Equal(expected, Text(line));
    }

    [Fact]
    public void Line_ListenerFault_IsSeen()
    {
        var line = LogLine.Of(ChatMessage.OfListener(Sample.Noon, "relay", SystemEvent.ListenerFaulted, "the port is in use"), s_texts);

        Assert.Equal("event fault", line.Look);
        Assert.Equal("cannot listen: the port is in use", Text(line));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData("#7", "to #7")]
    [InlineData("1200 connections", "to 1,200 connections")]
    public void Line_OfTheServer_SaysForWhom(string? recipient, string expected)
    {
        var line = LogLine.Of(ChatMessage.FromServer(Sample.Noon, "hi", "operator", recipient), s_texts);

        Assert.Equal("server", line.Look);
        Assert.Equal(expected, line.Note);
    }

    private static string Text(LogLine line) => string.Concat(line.Text.Select(run => run.Text));
}
