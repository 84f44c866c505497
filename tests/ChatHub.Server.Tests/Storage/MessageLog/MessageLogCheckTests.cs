using System.Diagnostics.Metrics;
using ChatHub.Server.Metrics;
using ChatHub.Server.Health;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Server.Tests.Storage.MessageLog.Writing;
using ChatHub.Wire.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog;

public sealed class MessageLogCheckTests
{
    [Fact]
    public async Task Log_ThatCannotWrite_IsNotReady_AndSaysWhy()
    {
        await using var host = new LogUnderTest().Open();
        var check = new MessageLogCheck(() => host.Log.Status);
        Assert.Equal(HealthStatus.Healthy, (await check.CheckHealthAsync(new(), TestContext.Current.CancellationToken)).Status);

        host.BreakAsFull();
        host.Say("a");
        host.Time.Advance(LogUnderTest.Group);
        await Until.True(() => host.Log.Status.State == MessageLogState.Degraded, "it is degraded");
        var result = await check.CheckHealthAsync(new(), TestContext.Current.CancellationToken);
        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("the disk is full", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_OfTheLog_SayWhatItDid()
    {
        await using var host = new LogUnderTest().Open();
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var values = new MeterListener();
        var read = new Dictionary<string, double>();
        values.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ChatHubMetrics.MeterName && instrument.Name.StartsWith("chathub.log.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        values.SetMeasurementEventCallback<long>((instrument, value, _, _) => read[instrument.Name] = value);
        values.SetMeasurementEventCallback<int>((instrument, value, _, _) => read[instrument.Name] = value);
        values.SetMeasurementEventCallback<double>((instrument, value, _, _) => read[instrument.Name] = value);
        values.Start();
        ChatHubMetrics.AddLog(services.GetRequiredService<IMeterFactory>().Create(ChatHubMetrics.MeterName), host.Log);

        host.Say("a", "b");
        host.Time.Advance(LogUnderTest.Group / 2);
        values.RecordObservableInstruments();
        Assert.Equal((0, 2, 0.025), (read["chathub.log.written"], read["chathub.log.pending"], read["chathub.log.lag"]));
        await host.WriteAsync();
        values.RecordObservableInstruments();
        Assert.Equal((2, 1, 0, 0), (read["chathub.log.written"], read["chathub.log.commits"], read["chathub.log.pending"], read["chathub.log.lag"]));
        Assert.Equal((0, 0, 0), (read["chathub.log.failures"], read["chathub.log.unlogged"], read["chathub.log.degraded"]));
        Assert.True(read["chathub.log.size"] > 0);
    }

    [Fact]
    public void Registry_AfterARestart_NumbersOn_AndCountsFromThisStart()
    {
        var registry = new ConnectionRegistry(new LimitsOptions(), after: 41);
        Assert.Equal(0, registry.Total);
    }
}
