using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Api;

/// <summary>
/// <c>/openapi/v1.json</c> is what <c>docs/openapi.json</c> was approved to be, so that the API changes only on purpose. With the environment variable CHATHUB_APPROVE=1 it is written anew.
/// </summary>
public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task Description_OfTheApi_IsTheApprovedOne()
    {
        await using var server = await WebServer.StartAsync();
        using var viewer = await server.SignInAsync(OperatorRole.Viewer);
        using var answer = await viewer.GetAsync("/openapi/v1.json");
        var text = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";

        var file = Path.Combine(Root(), "docs", "openapi.json");
        if (Environment.GetEnvironmentVariable("CHATHUB_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
        }

        Assert.Equal((await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"), text);
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ChatHub.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
