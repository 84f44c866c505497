using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Writing;

public sealed class RetentionChangeTests
{
    [Fact]
    public async Task Retain_Shorter_WhatIsTooOldGoesWithoutAWait()
    {
        await using var host = new LogUnderTest();
        await host.OpenWithAnOldEntryAsync();
        Assert.Equal([1, 2], host.Ids());

        host.Log.Retain(new() { RetainFor = TimeSpan.FromDays(1) });

        await Until.True(
            () =>
            {
                host.Time.Advance(TimeSpan.FromMilliseconds(20)); // between two steps
                return host.Ids() is [2];
            },
            "the old one is gone");
    }
}
