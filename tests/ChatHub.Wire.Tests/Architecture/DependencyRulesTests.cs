using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Architecture;

/// <summary>Dependencies point one way: Framing and Chat are the ground and never meet; Wire stands on both.</summary>
public sealed class DependencyRulesTests
{
    private static readonly Assembly s_framing = typeof(LineFramer).Assembly;
    private static readonly Assembly s_chat = typeof(MessageHub).Assembly;
    private static readonly Assembly s_wire = typeof(ListenerManager).Assembly;

    [Fact]
    public void Rules_AreAboutTheAssembliesTheyName()
    {
        Assert.Equal(["ChatHub.Framing", "ChatHub.Chat", "ChatHub.Wire"], new[] { s_framing, s_chat, s_wire }.Select(assembly => assembly.GetName().Name));
        Assert.All(new[] { s_framing, s_chat, s_wire }, assembly => Assert.NotEmpty(UsedTypes(assembly)));
    }

    [Fact]
    public void Framing_ReferencesOnlyTheBaseClassLibrary() => Assert.DoesNotContain(References(s_framing), name => !IsBaseClassLibrary(name));

    [Fact]
    public void Chat_ReferencesOnlyTheBaseClassLibrary() => Assert.DoesNotContain(References(s_chat), name => !IsBaseClassLibrary(name));

    [Fact]
    public void Framing_DoesNoInputOrOutput() => // an address in a proxy's header is a value
        Assert.DoesNotContain(UsedTypes(s_framing).Except(["System.Net.IPAddress", "System.Net.IPEndPoint", "System.Net.EndPoint"]), type => IsTransport(type));

    [Fact]
    public void Chat_KnowsNoSocketAndNoHttp() => Assert.DoesNotContain(UsedTypes(s_chat), type => IsTransport(type));

    [Fact]
    public void FramingAndChat_NeverMeet()
    {
        Assert.DoesNotContain("ChatHub.Chat", References(s_framing));
        Assert.DoesNotContain("ChatHub.Framing", References(s_chat));
    }

    [Fact]
    public void Wire_StandsOnFramingAndChatOnly() =>
        Assert.Equal(["ChatHub.Chat", "ChatHub.Framing"], References(s_wire).Where(IsOurs).Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_ReferenceWhatTheirAssembliesMay()
    {
        // A reference that no code uses yet leaves no trace in the assembly, so the project files are read too.
        Assert.Empty(ProjectReferences("ChatHub.Framing"));
        Assert.Empty(ProjectReferences("ChatHub.Chat"));
        Assert.Equal(["ChatHub.Chat", "ChatHub.Framing"], ProjectReferences("ChatHub.Wire"));
        if (Directory.Exists(Path.Combine(Source, "ChatHub.Terminal")))
        {
            Assert.Equal(["ChatHub.Framing"], ProjectReferences("ChatHub.Terminal"));
        }
    }

    private static string Source => Path.Combine(
        typeof(DependencyRulesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!, "src");

    private static IEnumerable<string> References(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!);

    private static bool IsOurs(string assembly) => assembly.StartsWith("ChatHub", StringComparison.Ordinal);

    /// <summary>Not by the name: packages are called System too.</summary>
    private static bool IsBaseClassLibrary(string assembly) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, assembly + ".dll"));

    private static bool IsTransport(string type) =>
        type.StartsWith("System.Net.", StringComparison.Ordinal) || type.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal)
        || type.StartsWith("System.IO.File", StringComparison.Ordinal) || type.StartsWith("System.IO.Stream", StringComparison.Ordinal);

    /// <summary>The full names of all types outside the assembly that its code mentions anywhere, method bodies included.</summary>
    private static string[] UsedTypes(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return [.. metadata.TypeReferences.Select(metadata.GetTypeReference)
            .Select(type => $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}")];
    }

    private static string[] ProjectReferences(string project) =>
    [
        .. System.Xml.Linq.XDocument.Load(Path.Combine(Source, project, project + ".csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal),
    ];
}
