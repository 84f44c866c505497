using System.Reflection;
using System.Text.RegularExpressions;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Listeners;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Texts;

public sealed partial class TextCatalogTests
{
    [Theory]
    [InlineData("zh-CN", "zh-Hans")]
    [InlineData("zh", "zh-Hans")]
    [InlineData("de,zh-Hans", "zh-Hans")]
    [InlineData("en-GB,zh", "en")]
    [InlineData("de,fr", "en")]
    [InlineData("", "en")]
    public void Find_WantedLanguages_TakesTheFirstThereIs(string wanted, string expected) => Assert.Equal(expected, TextCatalog.Find(wanted.Split(',')).Tag);

    [Theory]
    [InlineData(1, "1 minute")]
    [InlineData(15, "15 minutes")]
    [InlineData(60, "1 hour")]
    [InlineData(240, "4 hours")]
    [InlineData(1440, "1 day")]
    [InlineData(10_080, "7 days")]
    public void MinutesLong_OneAndMany_AreWordedAsSuch(int minutes, string expected) => Assert.Equal(expected, new UiTexts().MinutesLong(minutes));

    [Fact]
    public void Languages_All_TranslateEveryText()
    {
        var texts = typeof(UiTexts).GetMembers(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .OfType<MethodInfo>().Where(method => method.IsVirtual && !method.IsFinal && method.DeclaringType == typeof(UiTexts)).ToArray();
        Assert.NotEmpty(texts);
        foreach (var language in TextCatalog.All.Skip(1))
        {
            var missing = texts.Where(text => Overriding(language.GetType(), text) is null).Select(text => text.Name);
            Assert.True(!missing.Any(), $"{language.Tag} lacks {string.Join(", ", missing)}");
        }
    }

    [Fact]
    public void Texts_All_AreUsed()
    {
        HashSet<string> used = [];
        foreach (var file in Directory.EnumerateFiles(RepositoryRoot.File("src", "ChatHub.Server"), "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".cs" or ".razor"))
        {
            var source = File.ReadAllText(file);
            var isTexts = file.Contains($"Dashboard{Path.DirectorySeparatorChar}Texts", StringComparison.Ordinal);
            used.UnionWith((isTexts ? Word() : Member()).Matches(isTexts ? Declared().Replace(source, "") : source).Select(word => word.Groups[1].Value));
        }

        var texts = typeof(UiTexts).GetMembers(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo { GetMethod.IsVirtual: true } or MethodInfo { IsVirtual: true, IsSpecialName: false }).Select(member => member.Name).ToArray();
        Assert.NotEmpty(texts);
        Assert.Empty(texts.Distinct().Except(used));
    }

    [Fact]
    public void Reasons_All_HaveWordsInEveryLanguage()
    {
        foreach (var language in TextCatalog.All)
        {
            var unknown = language.Because((DisconnectReason)255);
            Assert.All(Enum.GetValues<DisconnectReason>().Except([DisconnectReason.None]), reason => Assert.NotEqual(unknown, language.Because(reason)));
            Assert.All(Enum.GetValues<ListenerState>(), state => Assert.NotEmpty(language.StateOf(state)));
            Assert.All(Enum.GetValues<SystemEvent>(), what => Assert.NotEqual("?", language.Happened(what, "reason", "?")));
        }
    }

    [GeneratedRegex(@"(?:virtual|override)\s[^=({;]*?\s\w+(?=\s*(?:\(|=>|\{))")]
    private static partial Regex Declared();

    [GeneratedRegex(@"\.(\w+)")]
    private static partial Regex Member();

    [GeneratedRegex(@"(\w+)")]
    private static partial Regex Word();

    private static MethodInfo? Overriding(Type language, MethodInfo text) => language
        .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
        .FirstOrDefault(method => method.GetBaseDefinition() == text.GetBaseDefinition());
}
