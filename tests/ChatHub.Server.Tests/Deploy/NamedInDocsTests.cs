using System.Text.RegularExpressions;
using ChatHub.Server.Tests.Doubles;
using Xunit;

namespace ChatHub.Server.Tests.Deploy;

/// <summary>The tests and the places in the code that <c>docs/asvs.md</c> and <c>docs/security.md</c> give as proof are there: <c>Class.Member</c>, or with the beginning of the member's name and <c>…</c>, and <c>ClassTests</c>.</summary>
public sealed partial class NamedInDocsTests
{
    /// <summary>The text of the files that declare a type, by its name.</summary>
    private static readonly Lazy<ILookup<string, string>> s_sources = new(() => new[] { "src", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.File(folder), "*.cs", SearchOption.AllDirectories))
        .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Select(File.ReadAllText)
        .SelectMany(text => Declaration().Matches(text).Select(type => (Name: type.Groups["class"].Value, text)).Distinct())
        .ToLookup(type => type.Name, type => type.text, StringComparer.Ordinal));

    [Theory]
    [InlineData("asvs.md", 150)]
    [InlineData("security.md", 2)]
    public void Names_InTheDocument_AreInTheCode(string document, int least)
    {
        var names = Name().Matches(File.ReadAllText(RepositoryRoot.File("docs", document)))
            .Select(name => (Class: name.Groups["class"].Value, Member: name.Groups["member"].Value, IsWhole: name.Groups["more"].Length == 0))
            .Where(name => name.Class != "Class" && (name.Member.Length > 0 || name.Class.EndsWith("Tests", StringComparison.Ordinal))).Distinct().ToArray();

        Assert.InRange(names.Length, least, int.MaxValue);
        Assert.Empty(names.Where(name => !IsThere(name.Class, name.Member, name.IsWhole)).Select(name => $"{name.Class}.{name.Member}"));
    }

    [Theory]
    [InlineData("RefusalBound", "Count", true, true)]
    [InlineData("RefusalBound", "Coun", false, true)]
    [InlineData("RefusalBound", "Coun", true, false)]
    [InlineData("RefusalBound", "ount", false, false)]
    [InlineData("AuditTests", "", true, true)]
    [InlineData("AuditTest", "", true, false)]
    public void Name_IsLookedUp_IsFoundAsItIsWritten(string type, string member, bool isWhole, bool expected) => Assert.Equal(expected, IsThere(type, member, isWhole));

    private static bool IsThere(string type, string member, bool isWhole)
    {
        var named = new Regex($@"\b{member}{(isWhole ? @"\b" : "")}");
        return s_sources.Value[type].Any(text => member.Length == 0 || named.IsMatch(text));
    }

    [GeneratedRegex(@"\b(class|record|struct|interface|enum) (?<class>\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"`(\w+/)?(?<class>[A-Z]\w+)(\.(?<member>[A-Z]\w*)(?<more>…)?)?`")]
    private static partial Regex Name();
}
