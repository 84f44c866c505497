using ChatHub.Server.Operators.Sending;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Sending;

public sealed class EscapedTextTests
{
    [Theory]
    [InlineData("plain 好", "plain 好")]
    [InlineData(@"a\r\n\t\\b", "a\r\n\t\\b")]
    [InlineData(@"\x00\x1b\x7F!", "\0\u001b\u007f!")]
    public void Parse_Escapes_AreCharacters(string text, string expected)
    {
        Assert.True(EscapedText.TryParse(text, out var read, out var wrongAt));
        Assert.Equal((expected, -1), (read, wrongAt));
    }

    [Theory]
    [InlineData(@"ab\", 2)]
    [InlineData(@"\q", 0)]
    [InlineData(@"a\x8", 1)]
    [InlineData(@"a\x80", 1)]
    [InlineData(@"\\\xff", 2)]
    public void Parse_Wrong_SaysWhere(string text, int at)
    {
        Assert.False(EscapedText.TryParse(text, out var read, out var wrongAt));
        Assert.Equal(("", at), (read, wrongAt));
    }

    [Fact]
    public void Parse_WhatWasWritten_GivesTheSameText() => Prop.ForAll(
        Gen.Frequency((3, Gen.Choose(0, 0x7F)), (1, Gen.Choose(0, 0xFFFF))).Select(value => (char)value).ArrayOf().Select(text => new string(text)).ToArbitrary(),
        text => EscapedText.TryParse(EscapedText.Write(text), out var read, out _) && read == text).QuickCheckThrowOnFailure();
}
