using System.Text.Json;
using ChatHub.Server.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Xunit;

namespace ChatHub.Server.Tests.Hosting;

public sealed class JsonLogTests
{
    private static readonly string[] s_banner = ["ChatHub 1 is running", "  chat  \"quoted\"\n second line"];

    [Fact]
    public async Task Banner_FormatterIsJson_EachLineParsesAndHasItsEventId()
    {
        using var output = new StringWriter();
        using var log = new FormattedLog(Settings("json"), output);

        await StartupReport.WriteAsync(s_banner, Settings("json"), log, output);

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(s_banner.Select(line => line.Trim()), lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("Message").GetString()));
        Assert.All(lines, line => Assert.Equal(4100, JsonDocument.Parse(line).RootElement.GetProperty("EventId").GetInt32()));
    }

    [Fact]
    public async Task Banner_FormatterIsSimple_IsPlainLines()
    {
        using var output = new StringWriter { NewLine = "\n" };

        await StartupReport.WriteAsync(s_banner, Settings("simple"), NullLogger.Instance, output);

        Assert.Equal($"{s_banner[0]}\n{s_banner[1]}\n", output.ToString());
    }

    /// <summary>The program's own defaults, and this formatter.</summary>
    private static IConfigurationRoot Settings(string formatter) => new ConfigurationBuilder()
        .AddJsonStream(typeof(StartupReport).Assembly.GetManifestResourceStream("appsettings.json")!)
        .AddInMemoryCollection([new(StartupReport.FormatterKey, formatter)]).Build();

    /// <summary>Writes with the formatter that the settings name, as the console would.</summary>
    private sealed class FormattedLog : ILogger, IDisposable
    {
        private readonly ServiceProvider _services;
        private readonly ConsoleFormatter _formatter;
        private readonly TextWriter _output;

        public FormattedLog(IConfiguration settings, TextWriter output)
        {
            _services = new ServiceCollection().AddLogging(logging => logging.AddConfiguration(settings.GetSection("Logging")).AddConsole()).BuildServiceProvider();
            var name = _services.GetRequiredService<IOptions<ConsoleLoggerOptions>>().Value.FormatterName;
            _formatter = _services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == name);
            _output = output;
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _formatter.Write(new LogEntry<TState>(logLevel, "ChatHub", eventId, state, exception, formatter), null, _output);

        public void Dispose() => _services.Dispose();
    }
}
