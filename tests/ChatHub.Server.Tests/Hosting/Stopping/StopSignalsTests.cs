using System.Runtime.InteropServices;
using ChatHub.Server.Hosting.Stopping;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Hosting.Stopping;

public sealed class StopSignalsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly StopSignals _signals;

    public StopSignalsTests() => _signals = StopSignals.Listen(_time);

    public void Dispose() => _signals.Dispose();

    [Fact]
    public void Signal_First_IsForTheHost()
    {
        _signals.Hear(PosixSignal.SIGTERM);

        Assert.False(_signals.AtOnce.IsCancellationRequested);
        Assert.Equal(0, _signals.ExitCode);
    }

    [Fact]
    public void Signal_TwiceInAMoment_CountsOnce()
    {
        _signals.Hear(PosixSignal.SIGTERM);
        _time.Advance(TimeSpan.FromMilliseconds(199));
        _signals.Hear(PosixSignal.SIGTERM);

        Assert.False(_signals.AtOnce.IsCancellationRequested);
    }

    [Theory]
    [InlineData(PosixSignal.SIGINT, 130)]
    [InlineData(PosixSignal.SIGQUIT, 131)]
    [InlineData(PosixSignal.SIGTERM, 143)]
    public void Signal_Second_StopsAtOnceAndIsTheExitCode(PosixSignal second, int code)
    {
        _signals.Hear(PosixSignal.SIGTERM);
        _time.Advance(TimeSpan.FromMilliseconds(200));
        _signals.Hear(second);

        Assert.True(_signals.AtOnce.IsCancellationRequested);
        Assert.Equal(code, _signals.ExitCode);
    }
}
