using System.Diagnostics;
using System.Text.RegularExpressions;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Api;

/// <summary>Runs what <c>docs/api.md</c> shows, in its order, against one server.</summary>
public sealed partial class DocumentedExamplesTests(PublishedBuild build)
{
    [Fact]
    public async Task EveryExample_OfTheDocument_Works()
    {
        await using var server = await build.StartServerAsync();
        using var client = await WireClient.ConnectAsync(server.ChatPort);
        await client.ReadUntilAsync("\n");
        var examples = Examples().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/api.md"), TestContext.Current.CancellationToken))
            .Select(match => match.Groups[1].Value).ToArray();
        Assert.True(examples.Length >= 12, $"only {examples.Length} examples were found");

        var (_, key) = await build.RunAsync(server.DataDirectory, "", "--create-key", "documented", "--role", "Administrator");
        foreach (var example in examples)
        {
            var (exit, output) = await RunAsync(example, server, key.Trim());
            Assert.True(exit == 0, $"exit code {exit}:\n{example}\n{output}");
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string script, PublishedServer server, string key)
    {
        var start = new ProcessStartInfo("bash", ["-e", "-c", script])
        {
            WorkingDirectory = server.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CHATHUB"] = server.DashboardUrl;
        start.Environment["KEY"] = key;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var deadline = Deadline.After(TimeSpan.FromSeconds(60));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output + await errors);
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
