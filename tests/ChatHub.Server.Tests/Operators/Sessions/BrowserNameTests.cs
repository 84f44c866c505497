using ChatHub.Server.Operators.Sessions;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Sessions;

public sealed class BrowserNameTests
{
    [Theory]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36", "Chrome 156 · Linux")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/156.0.0.0 Safari/537.36", "Chrome 156 · Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0", "Edge 156 · Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:151.0) Gecko/20100101 Firefox/151.0", "Firefox 151 · Windows")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Safari/605.1.15", "Safari 19 · macOS")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1", "Safari 19 · iOS")]
    [InlineData("Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36", "Chrome 156 · Android")]
    [InlineData("Mozilla/5.0 AppleWebKit/537.36 Chrome/ Safari/537.36", "Chrome")]
    [InlineData("curl/8.14.1", "curl 8")]
    [InlineData("Mozilla/5.0 (compatible)", "Mozilla/5.0 (compatible)")]
    [InlineData("", "")]
    public void Of_WhatABrowserCallsItself_IsItsNameAndSystem(string agent, string name) => Assert.Equal(name, BrowserName.Of(agent));

    [Fact]
    public void Of_SomethingLong_IsCut()
    {
        Assert.Equal(new string('x', 40), BrowserName.Of(new string('x', 200)));
        Assert.Equal("Chrome 999999", BrowserName.Of("Chrome/" + new string('9', 190)));
    }
}
