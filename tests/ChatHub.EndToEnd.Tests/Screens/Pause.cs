namespace ChatHub.EndToEnd.Tests.Screens;

/// <summary>Time that goes by before a picture, so that there is something to see. Nothing is asserted by it.</summary>
internal static class Pause
{
    /// <summary>Waits.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="stop">Ends it early.</param>
    public static Task ForAsync(double seconds, CancellationToken stop = default) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, stop);
}
