using System.Globalization;

namespace ChatHub.EndToEnd.Tests;

/// <summary>How long something took, for the reader of the results: the runner shows these lines.</summary>
internal sealed class Measured
{
    private readonly long _start = TimeProvider.System.GetTimestamp();

    private Measured()
    {
    }

    /// <summary>Time runs from here.</summary>
    public static Measured Start() => new();

    /// <summary>Writes down what took the time since the start.</summary>
    public void Report(string what) => Write(what, string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(_start).TotalMilliseconds:0} ms"));

    /// <summary>Writes down any figure.</summary>
    public static void Write(string what, string figure) => TestContext.Current.TestOutputHelper?.WriteLine($"measured: {what}: {figure}");
}
