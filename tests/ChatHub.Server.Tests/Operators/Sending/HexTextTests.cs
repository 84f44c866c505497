using ChatHub.Server.Operators.Sending;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Sending;

public sealed class HexTextTests
{
    [Theory]
    [InlineData("48 65 6c 6c 6f", "48656C6C6F")]
    [InlineData("48656C6C6F", "48656C6C6F")]
    [InlineData("0x48, 0x65;\\x6C:6c-6F\n", "48656C6C6F")]
    [InlineData("00ff", "00FF")]
    [InlineData("", "")]
    [InlineData(" \n", "")]
    public void Parse_AsPeopleWriteIt_GivesTheBytes(string text, string expected)
    {
        Assert.True(HexText.TryParse(text, out var bytes, out var wrongAt));
        Assert.Equal((expected, -1), (Convert.ToHexString(bytes), wrongAt));
    }

    [Theory]
    [InlineData("4", 1)]
    [InlineData("48 6", 4)]
    [InlineData("48 6 5", 4)]
    [InlineData("48 xy", 3)]
    [InlineData("4g", 1)]
    [InlineData("0x", 2)]
    [InlineData("４８", 0)]
    public void Parse_Wrong_SaysWhere(string text, int at)
    {
        Assert.False(HexText.TryParse(text, out var bytes, out var wrongAt));
        Assert.Equal((0, at), (bytes.Length, wrongAt));
    }

    [Fact]
    public void Parse_WhatWasWritten_GivesTheSameBytes() => Prop.ForAll(
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf().ToArbitrary(),
        bytes => HexText.TryParse(HexText.Write(bytes), out var read, out _) && read.AsSpan().SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyText_EitherGivesBytesOrAPlaceInIt() => Prop.ForAll(
        Gen.Elements("0", "x", "\\", "f", "A", " ", ",", "g", "好").ArrayOf().Select(string.Concat).ToArbitrary(),
        text => HexText.TryParse(text, out var bytes, out var wrongAt) ? wrongAt == -1 && bytes.Length <= text.Length / 2 : wrongAt >= 0 && wrongAt <= text.Length && bytes.Length == 0).QuickCheckThrowOnFailure();

    [Fact]
    public void Write_More_IsCut() => Assert.Equal("01 02 …", HexText.Write([1, 2, 3], 2));
}
