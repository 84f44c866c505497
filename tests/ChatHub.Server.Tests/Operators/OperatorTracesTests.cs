using System.Collections.Concurrent;
using System.Diagnostics;
using ChatHub.Chat;
using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators;

public sealed class OperatorTracesTests : DashboardTest
{
    private readonly OperatorIdentity _tracy = new($"tracy-{Guid.NewGuid()}", OperatorRole.Operator, OperatorProof.Account, "192.0.2.7");
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public OperatorTracesTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "ChatHub",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                // Other tests act at the same time.
                if (Equals(span.GetTagItem("user.name"), _tracy.Name))
                {
                    _ended.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private OperatorCommands Commands => Services.GetRequiredService<OperatorCommands>();

    [Fact]
    public async Task Act_Done_IsASpanWithWhoAndWhatAndNoText()
    {
        await Commands.SendAsync("a secret text", new SendTarget.Everyone(), _tracy);

        var span = Assert.Single(_ended);
        Assert.Equal("send", span.DisplayName);
        Assert.Equal("everyone", span.GetTagItem("chathub.act.target"));
        Assert.Equal("Done", span.GetTagItem("chathub.act.outcome"));
        Assert.Equal("192.0.2.7", span.GetTagItem("client.address"));
        Assert.Equal(["Operator"], Assert.IsType<string[]>(span.GetTagItem("user.roles")));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.DoesNotContain(span.TagObjects, tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal));
        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task Act_Fails_IsASpanWithAnError()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Commands.SendAsync("", new SendTarget.Everyone(), _tracy));

        var span = Assert.Single(_ended);
        Assert.Equal("Failed", span.GetTagItem("chathub.act.outcome"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Fact]
    public async Task Act_NotAllowed_IsASpanThatWasRefusedAndNoError()
    {
        var viewer = _tracy with { Role = OperatorRole.Viewer };
        await Assert.ThrowsAsync<NotAllowedException>(() => Commands.SendAsync("hi", new SendTarget.Everyone(), viewer));

        var span = Assert.Single(_ended);
        Assert.Equal("Refused", span.GetTagItem("chathub.act.outcome"));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    protected override void Dispose(bool disposing)
    {
        _listener.Dispose();
        base.Dispose(disposing);
    }
}
