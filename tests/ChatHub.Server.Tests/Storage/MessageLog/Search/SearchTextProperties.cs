using System.Text;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Search;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ChatHub.Server.Tests.Storage.MessageLog.Search;

public sealed class SearchTextProperties
{
    private static readonly Gen<Rune> s_rune = Gen.Frequency(
        (4, Gen.Choose(0x20, 0x7E)), (3, Gen.Choose(0x4E00, 0x9FFF)), (1, Gen.Choose(0x80, 0xD7FF)), (1, Gen.Choose(0xE000, 0xFFFF)), (1, Gen.Choose(0x1F300, 0x1FAFF)), (1, Gen.Choose(0, 0x1F)))
        .Select(value => new Rune(value));

    private static readonly Gen<string> s_text = s_rune.ArrayOf().Select(runes => string.Concat(runes));

    private static readonly Gen<string> s_ideographs = Gen.Frequency((6, Gen.Choose(0x4E00, 0x4E10)), (1, Gen.Choose(0x20000, 0x20004)), (1, Gen.Choose(0x1F600, 0x1F604)))
        .Select(value => new Rune(value).ToString()).NonEmptyListOf().Select(runes => string.Concat(runes));

    [Fact]
    public void Tokens_OfAnyBytes_AreWellFormed() => Holds(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(), bytes => AssertWellFormed(SearchTextTests.Tokens(bytes)));

    [Fact]
    public void Tokens_OfAnyText_AreWellFormed() => Holds(s_text, text => AssertWellFormed(SearchTextTests.Tokens(Encoding.UTF8.GetBytes(text))));

    [Fact]
    public void Tokens_OfEachCharacter_FoldToThemselves()
    {
        for (var value = 0; value <= 0x323AF; value++)
        {
            if (Rune.IsValid(value))
            {
                var tokens = SearchTextTests.Tokens(Encoding.UTF8.GetBytes(new Rune(value).ToString()));
                if (tokens.AsSpan().Count((byte)' ') == 2)
                {
                    Assert.Equal(tokens, SearchTextTests.Tokens(tokens)); // one token: some characters are several, like the Thai am
                }

                AssertWellFormed(tokens);
            }
        }
    }

    [Fact]
    public void Search_AnySubstringOfIdeographs_IsFound() => Holds(
        from text in s_ideographs
        from before in Gen.Elements("", "x", "，", " ", "号1")
        from cut in Gen.Choose(0, 1000).Two()
        select (text, before, cut),
        sample =>
        {
            var runes = sample.text.EnumerateRunes().ToArray();
            var start = sample.cut.Item1 % runes.Length;
            var search = string.Concat(runes[start..(start + 1 + (sample.cut.Item2 % (runes.Length - start)))]);
            if (search.Length <= SearchText.MostCharacters)
            {
                Assert.True(SearchTextTests.IsIn(sample.before + sample.text + sample.before, search), $"'{search}' in '{sample.text}'");
            }
        });

    [Fact]
    public void Search_OfIdeographs_IsFoundOnlyWhereItStands() => Holds(
        from text in s_ideographs
        from search in s_ideographs.Where(search => search.Length <= 6)
        select (text, search),
        sample => Assert.Equal(sample.text.Contains(sample.search, StringComparison.Ordinal), SearchTextTests.IsIn(sample.text, sample.search)));

    [Fact]
    public void Parse_AnyText_GivesTermsOrASentence() => Holds(s_text, text =>
    {
        try
        {
            foreach (var token in SearchText.Parse(text)?.Terms.SelectMany(term => term.Tokens) ?? [])
            {
                Assert.DoesNotContain(token, value => value < 0x80 && !char.IsAsciiLetterLower((char)value) && !char.IsAsciiDigit((char)value));
            }
        }
        catch (MessageQueryException refused)
        {
            Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        }
    });

    private static void AssertWellFormed(byte[] tokens)
    {
        Assert.Equal((byte)' ', tokens[0]);
        Assert.Equal((byte)' ', tokens[^1]);
        Assert.True(tokens.AsSpan().IndexOf("  "u8) < 0);
        Assert.DoesNotContain(tokens, value => value is < 0x80 and not (byte)' ' && !char.IsAsciiLetterLower((char)value) && !char.IsAsciiDigit((char)value));
        _ = new UTF8Encoding(false, true).GetString(tokens);
        var rest = (ReadOnlySpan<byte>)tokens;
        while (TokenWriter.TryNext(ref rest, out var token))
        {
            Assert.True(token.Length <= TokenWriter.MostWordBytes);
        }
    }

    private static void Holds<T>(Gen<T> values, Action<T> check) => Prop.ForAll(Arb.From(values), check).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}
