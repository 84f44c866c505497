using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChatHub.Wire.Tests;

/// <summary>A log that a test can read.</summary>
internal sealed class RecordingLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text)> _lines = new();

    /// <summary>The lines so far of an event, or all.</summary>
    public string[] Lines(int? id = null) => _lines.Where(line => id is null || line.Id == id).Select(line => line.Text).ToArray();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, logLevel, formatter(state, exception)));
}
