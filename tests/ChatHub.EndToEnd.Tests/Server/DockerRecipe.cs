using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>
/// What the Dockerfile says about making and starting the server. The tests do just that, so the image is tested as far as it
/// can be where there is no container engine.
/// </summary>
public sealed partial class DockerRecipe
{
    private readonly string _outputFolder;
    private readonly string[] _entryPoint;

    private DockerRecipe(string text)
    {
        var instructions = Continuation().Replace(Comment().Replace(text, ""), " ")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split(' ', 2, StringSplitOptions.TrimEntries))
            .Where(words => words.Length == 2)
            .Select(words => (Name: words[0], Value: words[1]))
            .ToArray();

        BuildCommands = instructions
            .Where(instruction => instruction.Name == "RUN" && instruction.Value.StartsWith("dotnet ", StringComparison.Ordinal))
            .Select(instruction => instruction.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToArray();
        CopiedFiles = instructions
            .Where(instruction => instruction.Name == "COPY" && !instruction.Value.StartsWith("--from", StringComparison.Ordinal))
            .SelectMany(instruction => instruction.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1])
            .ToArray();

        var publish = BuildCommands.SingleOrDefault(command => command[1] == "publish")
            ?? throw new InvalidOperationException("The Dockerfile has no line 'RUN dotnet publish ...'");
        var option = Array.IndexOf(publish, "-o");
        _outputFolder = option > 0 && option + 1 < publish.Length
            ? publish[option + 1]
            : throw new InvalidOperationException("The Dockerfile's publish command has no '-o <folder>'");

        _entryPoint = JsonSerializer.Deserialize<string[]>(Single("ENTRYPOINT"))!;
        var health = Single("HEALTHCHECK");
        HealthCommand = health[(health.IndexOf("CMD ", StringComparison.Ordinal) + 4)..];

        string Single(string name) => instructions.Single(instruction => instruction.Name == name).Value;
    }

    /// <summary>The <c>RUN dotnet ...</c> lines, the last one is the publish.</summary>
    public IReadOnlyList<string[]> BuildCommands { get; }

    /// <summary>The sources of the <c>COPY</c> lines of the build stage.</summary>
    public IReadOnlyList<string> CopiedFiles { get; }

    /// <summary>The shell command of the <c>HEALTHCHECK</c>.</summary>
    public string HealthCommand { get; }

    /// <summary>Reads the Dockerfile of the repository.</summary>
    public static DockerRecipe Read() => new(File.ReadAllText(Path.Combine(Repository.Root, "Dockerfile")));

    /// <summary>A build command that writes to another folder than the image's.</summary>
    public string[] Into(string folder, string[] command) =>
        command.Select(word => word == _outputFolder ? folder : word).ToArray();

    /// <summary>The entry point of what was published to that folder.</summary>
    public string[] EntryPointIn(string folder) =>
        _entryPoint.Select(word => word.StartsWith(_outputFolder + "/", StringComparison.Ordinal) ? folder + word[_outputFolder.Length..] : word)
            .ToArray();

    [GeneratedRegex(@"^\s*#.*\n", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\\\n\s*")]
    private static partial Regex Continuation();
}
