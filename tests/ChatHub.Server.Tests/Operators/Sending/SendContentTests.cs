using System.Text;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Sending;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Sending;

public sealed class SendContentTests
{
    private static readonly Placeholders s_fill = new("小明", Sample.Noon.AddSeconds(7), 3);

    [Fact]
    public void Read_PlainText_IsPlainWords()
    {
        var saying = new SendContent("{name} \\x00").Read(s_fill);

        Assert.Equal(("{name} \\x00", null), (Encoding.UTF8.GetString(saying.Body.Span), saying.Wording));
    }

    [Fact]
    public void Read_Hex_IsBytesWithTheEndingThatWasChosen()
    {
        var saying = new SendContent("00 FF", IsHex: true, HasPlaceholders: true, Ending: SendEnding.CrLf).Read(s_fill);

        Assert.Equal([0x00, 0xFF], saying.Body.ToArray());
        Assert.True(saying.Wording!.IsBytes);
        Assert.Equal("\r\n"u8, saying.Wording.Ending!.Value.Span);
    }

    [Theory]
    [InlineData(SendEnding.Own, null)]
    [InlineData(SendEnding.None, "")]
    [InlineData(SendEnding.Lf, "\n")]
    [InlineData(SendEnding.CrLf, "\r\n")]
    public void Read_Ending_IsTheOneThatWasChosen(SendEnding ending, string? expected) =>
        Assert.Equal(expected, new SendContent("x", HasEscapes: true, Ending: ending).Read(s_fill).Wording!.Ending is { } bytes ? Encoding.ASCII.GetString(bytes.Span) : null);

    [Fact]
    public void Read_Placeholders_AreFilledOnceAndAfterTheEscapes()
    {
        var fill = s_fill with { Name = "{n}\\r" };
        var saying = new SendContent("{name} {time} {n} {other}\\t", HasEscapes: true, HasPlaceholders: true).Read(fill);

        Assert.Equal("{n}\\r 12:00:07 3 {other}\t", Encoding.UTF8.GetString(saying.Body.Span));
    }

    [Theory]
    [InlineData("", false, SendProblemKind.Nothing, 0)]
    [InlineData(" \n", false, SendProblemKind.Nothing, 0)]
    [InlineData("4x", true, SendProblemKind.Hex, 1)]
    [InlineData(" ", true, SendProblemKind.Nothing, 0)]
    public void Read_Wrong_IsRefusedWithThePlace(string text, bool hex, SendProblemKind kind, int at) =>
        Assert.Equal(new SendProblem(kind, at), Assert.Throws<SendRefusedException>(() => new SendContent(text, hex).Read(s_fill)).Problem);

    [Fact]
    public void Read_EscapeIsWrong_IsRefusedWithThePlace() =>
        Assert.Equal(new SendProblem(SendProblemKind.Escape, 2), Assert.Throws<SendRefusedException>(() => new SendContent("ab\\q", HasEscapes: true).Read(s_fill)).Problem);

    [Fact]
    public void Read_MoreThanMayBeSent_IsRefused()
    {
        Assert.Equal(OperatorCommands.MaxTextBytes, new SendContent(string.Concat(Enumerable.Repeat("00", OperatorCommands.MaxTextBytes)), IsHex: true).Read(s_fill).Body.Length);
        Assert.Throws<SendRefusedException>(() => new SendContent(new string('x', OperatorCommands.MaxTextBytes + 1)).Read(s_fill));
    }
}
