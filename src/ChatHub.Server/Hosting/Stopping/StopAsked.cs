namespace ChatHub.Server.Hosting.Stopping;

/// <summary>Waits for the wish that the server stops. From then on it is not ready any more (<c>/healthz/ready</c>), and still answers.</summary>
internal static class StopAsked
{
    public static Task UntilAskedToStopAsync(this IHost host)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously); // whoever asks does not do the stopping
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(asked.SetResult);
        return asked.Task;
    }
}
