using ChatHub.EndToEnd.Tests.Server;
using ChatHub.EndToEnd.Tests.Wire;

namespace ChatHub.EndToEnd.Tests.Harness;

/// <summary>What can be known of the Dockerfile without a container engine.</summary>
public sealed class DockerfileTests
{
    private readonly DockerRecipe _recipe = DockerRecipe.Read();

    [Fact]
    public void Recipe_IsRead_ItsFolderCanBeChosen()
    {
        var publish = _recipe.BuildCommands[^1];
        Assert.Equal(["dotnet", "publish", "src/ChatHub.Server"], publish[..3]);
        Assert.Contains("/somewhere", _recipe.Into("/somewhere", publish));
        Assert.Equal(["dotnet", "/somewhere/ChatHub.Server.dll"], _recipe.EntryPointIn("/somewhere"));
    }

    [Fact]
    public void RestoreLayer_TheServersProjects_AreAllCopied()
    {
        foreach (var project in ReferencedBy("src/ChatHub.Server/ChatHub.Server.csproj"))
        {
            Assert.Contains(project, _recipe.CopiedFiles);
        }

        Assert.All(_recipe.CopiedFiles, file => Assert.True(Path.Exists(Path.Combine(Repository.Root, file)), file));
    }

    [Theory]
    [InlineData("/healthz/live", 0)]
    [InlineData("/something/else", 1)]
    public async Task HealthCheck_OfAServer_TellsWhetherItIsWell(string path, int exitCode)
    {
        await using var server = LocalServer.Pages(new Dictionary<string, string> { [path] = "Healthy" });
        var command = _recipe.HealthCommand.Replace("8080", $"{server.Port}", StringComparison.Ordinal);

        await using var check = ExternalClient.Start("sh", "-c", command);

        Assert.Equal(exitCode, await check.WaitForExitAsync());
    }

    private static HashSet<string> ReferencedBy(string project)
    {
        var found = new HashSet<string> { project };
        var file = Path.Combine(Repository.Root, project);
        foreach (var reference in System.Xml.Linq.XDocument.Load(file).Descendants("ProjectReference"))
        {
            var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, reference.Attribute("Include")!.Value.Replace('\\', '/')));
            found.UnionWith(ReferencedBy(Path.GetRelativePath(Repository.Root, target)));
        }

        return found;
    }
}
