using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChatHub.Chat.Tests;

public sealed class SessionNamesTests
{
    private readonly SessionNames _names = new();

    [Theory]
    [InlineData("小明", "小明")]
    [InlineData("  Ann  Lee ", "Ann Lee")]
    [InlineData("a\tb\r\nc", "a b c")]
    [InlineData("a\0b\u001b[31mc", "ab[31mc")]
    [InlineData("a\u202Eb\u200Bc\uFEFF", "abc")]        // bidi override, zero width space, byte order mark
    [InlineData("a\uFFFDb", "ab")]
    [InlineData("\uE000\u0378", "")]                    // private use, unassigned
    [InlineData("cafe\u0301", "caf\u00E9")]             // composed, so that equal looks are equal names
    [InlineData("cafe\u200B\u0301", "caf\u00E9")]       // composed once what stood between is out
    [InlineData(" \u2028 ", "")]
    [InlineData("m\u034Fi\u3164a\u115F\u1160\uFFA0\u2800\u17B4\u180B", "mia")] // letters, marks and symbols that nothing is seen of
    [InlineData("\u3164", "")]
    [InlineData("a\uFE0F小\uFE0F", "a小")]                // what has no variations
    [InlineData("❤\uFE0F\uFE0F葛\U000E0100", "❤\uFE0F葛\U000E0100")]
    [InlineData("", "")]
    public void Clean_AnyText_GivesWhatCanBeShown(string name, string expected) => Assert.Equal(expected, SessionNames.Clean(name));

    [Fact]
    public void Clean_LongName_IsCutAtCharactersNotAtHalves()
    {
        Assert.Equal(string.Concat(Enumerable.Repeat("😀", 32)), SessionNames.Clean(string.Concat(Enumerable.Repeat("😀", 40))));
    }

    [Fact]
    public void Clean_RandomText_DoesNotThrowAndIsStable() => Prop.ForAll<string>(text =>
    {
        var clean = SessionNames.Clean(text ?? "");
        Assert.Equal(clean, SessionNames.Clean(clean));
        Assert.True(clean.EnumerateRunes().Count() <= SessionNames.MaxLength);
        Assert.Same(clean, VisibleText.Of(clean));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData(0xD83D)] // half of a surrogate pair
    [InlineData(0xFFFE)]
    [InlineData(0xFFFF)]
    [InlineData(0xFDD0)]
    public void Clean_WhatIsNoCharacter_IsLeftOutWithoutThrowing(int value) => Assert.Equal("ab", SessionNames.Clean($"a{(char)value}b"));

    [Fact]
    public void TryClaim_FreeName_IsTaken()
    {
        var ann = Session(1);

        Assert.Null(_names.TryClaim(ann, "Ann"));

        Assert.Equal("Ann", ann.Name);
        Assert.Same(ann, _names.Find("ann"));
    }

    [Fact]
    public void TryClaim_OwnNameInOtherCase_LetsItsLookGo()
    {
        var ann = Session(1);
        Assert.Null(_names.TryClaim(ann, "Ivan")); // looks like lvan
        Assert.Null(_names.TryClaim(ann, "ivan"));
        _names.Release(ann, "ivan");

        Assert.Null(_names.TryClaim(Session(2), "lvan"));
        Assert.Null(_names.Find("ivan"));
    }

    [Fact]
    public void TryClaim_NameOfAnotherInOtherCase_IsRefused()
    {
        _names.TryClaim(Session(1), "Ann");
        var other = Session(2);

        Assert.Equal("the name aNN is taken", _names.TryClaim(other, "aNN"));
        Assert.Equal("guest-2", other.Name);
    }

    [Fact]
    public void TryClaim_OwnNameInOtherCase_IsTakenOver()
    {
        var ann = Session(1);
        _names.TryClaim(ann, "Ann");

        Assert.Null(_names.TryClaim(ann, "ANN"));

        Assert.Equal("ANN", ann.Name);
        Assert.Same(ann, _names.Find("Ann"));
    }

    [Fact]
    public void TryClaim_SecondName_SetsTheFirstFree()
    {
        var ann = Session(1);
        _names.TryClaim(ann, "Ann");
        _names.TryClaim(ann, "Anna");

        Assert.Null(_names.Find("Ann"));
        Assert.Null(_names.TryClaim(Session(2), "Ann"));
        Assert.Same(ann, _names.Find("Anna"));
    }

    [Theory]
    [InlineData("server")]
    [InlineData("Operator")]
    [InlineData("ADMIN")]
    [InlineData("系统")]
    [InlineData("服务器")]
    [InlineData("guest-2")]
    [InlineData("Guest-x")]
    public void TryClaim_ReservedName_IsRefused(string name) => Assert.Equal($"the name {name} is reserved", _names.TryClaim(Session(1), name));

    [Theory]
    [InlineData("server", true)]
    [InlineData("Server", true)]
    [InlineData("服务器", true)]
    [InlineData("[server]", true)]
    [InlineData("[private] ann", true)]
    [InlineData("*", true)]
    [InlineData("ann", false)]
    [InlineData("servers", false)]
    [InlineData("a*[", false)]
    public void IsReserved_NameThatSpeaksAsTheServer_IsTrue(string name, bool reserved) => Assert.Equal(reserved, SessionNames.IsReserved(name));

    [Fact]
    public void TryClaim_LettersAndAccentsApart_IsTakenAsOneWord()
    {
        var session = Session(1);
        Assert.Null(_names.TryClaim(session, "Zoe\u0308"));
        Assert.Equal("Zo\u00EB", session.Name);
        Assert.Equal("the name Zo\u00EB is taken", _names.TryClaim(Session(2), "Zo\u00EB"));
    }

    [Fact]
    public void TryClaim_OwnGuestName_IsAllowed() => Assert.Null(_names.TryClaim(Session(1), "guest-1"));

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("/quit")]
    [InlineData("[server]")]
    [InlineData("*")]
    [InlineData("a\u0007")]
    [InlineData("a\u202Eb")]
    [InlineData("小明\uFE0F")]
    [InlineData("小明\u034F")]
    [InlineData("mia\u3164")]
    [InlineData("mia\u115F")]
    [InlineData("mia\u2800")]
    [InlineData("123456789012345678901234567890123")]
    public void TryClaim_NameThatCannotBe_IsRefusedWithTheRule(string name) =>
        Assert.Equal("a name has 1 to 32 characters, without spaces and control characters, and does not start with / [ or *", _names.TryClaim(Session(1), name));

    [Fact]
    public void TryClaim_ThirtyTwoCharacters_IsAllowed() => Assert.Null(_names.TryClaim(Session(1), new string('名', 32)));

    [Fact]
    public async Task TryClaim_ManyAtOnce_ExactlyOneGetsIt()
    {
        for (var round = 0; round < 50; round++)
        {
            var name = $"name{round}";
            var sessions = Enumerable.Range(1, 8).Select(id => Session(id)).ToArray();
            using var start = new Barrier(sessions.Length);

            var refusals = await Task.WhenAll(sessions.Select(session => Task.Factory.StartNew(() =>
            {
                start.SignalAndWait();
                return _names.TryClaim(session, name);
            }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))).Soon();

            var winner = Assert.Single(sessions, session => session.Name == name);
            Assert.Single(refusals, refusal => refusal is null);
            Assert.Same(winner, _names.Find(name));
        }
    }

    [Theory]
    [InlineData("Anna", "Аnnа")] // Cyrillic А and а
    [InlineData("Anna", "Ａｎｎａ")] // full width
    [InlineData("Anna", "𝐀nna")] // mathematical
    [InlineData("paul", "раul")]
    [InlineData("Bill", "BiII")]
    [InlineData("Bill", "Bi11")]
    [InlineData("tom", "torn")]
    [InlineData("Oscar", "0scar")]
    [InlineData("Nick", "Νick")] // Greek capital nu
    [InlineData("anna", "ᴀɴɴᴀ")] // small capitals
    [InlineData("coco", "ᴄᴏᴄᴏ")]
    [InlineData("uno", "սոօ")] // Armenian
    [InlineData("hugo", "հսցօ")]
    [InlineData("Bill", "Ᏼill")] // Cherokee
    [InlineData("Bob", "ꓐꓳꓐ")] // Lisu
    [InlineData("Oscar", "Ⲟscar")] // Coptic
    [InlineData("oscar", "\U0001042Cscar")] // Deseret
    [InlineData("oscar", "\u05E1scar")] // Hebrew
    [InlineData("Zoë", "Zoё")] // Cyrillic, composed
    [InlineData("mia", "mi\u0307a")] // a dot over the dot
    [InlineData("anna", "ann\u05B4a")] // a mark of Hebrew below
    public void TryClaim_NameThatLooksLikeAnothers_IsRefusedUntilThatIsFree(string taken, string alike)
    {
        var first = Session(1);
        Assert.Null(_names.TryClaim(first, taken));
        Assert.EndsWith("looks like one that is taken", _names.TryClaim(Session(2), alike), StringComparison.Ordinal);
        Assert.Null(_names.Find(alike.Normalize()));
        Assert.Null(_names.TryClaim(first, alike)); // of one's own it is another spelling
        Assert.Null(_names.TryClaim(first, "other"));
        Assert.Null(_names.TryClaim(Session(2), alike));
    }

    [Theory]
    [InlineData("小明", "小明\uFE00")]
    [InlineData("小明", "小\U000E0100明")]
    [InlineData("❤", "❤\uFE0F")]
    [InlineData("a☂", "a☂\uFE0E")]
    public void TryClaim_NameOfAnotherWithWhatIsNotSeen_IsRefused(string taken, string alike)
    {
        Assert.Null(_names.TryClaim(Session(1), taken));
        Assert.NotNull(_names.TryClaim(Session(2), alike));
        Assert.Equal(NameSkeleton.Of(taken), NameSkeleton.Of(alike));
    }

    [Fact]
    public void Skeleton_CharactersThatAreNotSeen_AreNoPartOfIt()
    {
        int[] unseen = [0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F, 0x200B, 0x200F, 0x2060, 0x206F, 0x2800, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xE0000, 0xE007F, 0xE0100, 0xE01EF];
        Assert.All(unseen, value => Assert.Equal("mia", NameSkeleton.Of($"mi{new Rune(value)}a{new Rune(value)}")));
    }

    [Theory]
    [InlineData("小明", "小红")]
    [InlineData("Zoë", "Zoe")]
    [InlineData("Мария", "Марина")]
    [InlineData("कि", "कु")]
    [InlineData("ഠി", "ഠു")] // a letter that looks like o, with its vowels
    [InlineData("שלום", "שלומי")]
    [InlineData("محمد", "محمود")]
    [InlineData("Ann", "Anne")]
    public void TryClaim_OtherNames_AreBothTaken(string one, string other)
    {
        Assert.Null(_names.TryClaim(Session(1), one));
        Assert.Null(_names.TryClaim(Session(2), other));
    }

    [Theory]
    [InlineData("аdmin")]
    [InlineData("0perator")]
    [InlineData("ѕerver")]
    [InlineData("guеst-7")]
    [InlineData("Mia")]
    [InlineData("MIA")]
    [InlineData("mіa")]
    [InlineData("ᴍɪᴀ")]
    [InlineData("ѕᴇгvеr")]
    public void TryClaim_LooksLikeAnOperator_IsRefused(string name)
    {
        _names.OfOperators = ["mia"];
        Assert.EndsWith("is reserved", _names.TryClaim(Session(1), name), StringComparison.Ordinal);
    }

    [Fact]
    public void Release_NameOfAnother_LeavesIt()
    {
        var ann = Session(1);
        _names.TryClaim(ann, "Ann");

        _names.Release(Session(2), "Ann");

        Assert.Same(ann, _names.Find("Ann"));
    }

    private static Session Session(long id) =>
        new(new SessionIdentity(id, "test", "192.0.2.1:1", Encoding.UTF8), new RecordingOutput(), SessionNames.GuestName(id));
}
