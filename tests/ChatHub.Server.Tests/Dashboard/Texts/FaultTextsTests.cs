using System.Reflection;
using System.Text.RegularExpressions;
using ChatHub.Chat;
using ChatHub.Server.Dashboard.Messages;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Texts;

/// <summary>What the server says in English, on pages in another language.</summary>
public sealed partial class FaultTextsTests : DashboardTest
{
    private static readonly ChineseTexts s_chinese = new();

    [Fact]
    public void ListenerFaults_All_AreTranslated()
    {
        string[] ofFiles = [ListenerFaults.NoFile, ListenerFaults.FileNotReadable, ListenerFaults.NoCertificate, ListenerFaults.NoKey, ListenerFaults.NotAPair];
        var faults = Constants(typeof(ListenerFaults)).Except([ListenerFaults.TakenByEnd, .. ofFiles])
            .Select(fault => fault == ListenerFaults.TakenBy ? $"{fault}7{ListenerFaults.TakenByEnd}" : fault)
            .Concat(ofFiles.Select(words => ListenerFaults.CertificateUnread + words + "/7"));

        Assert.All(faults, fault => AssertChinese(s_chinese.ListenerFaultText(fault), "PEM"));
    }

    [Fact]
    public void EntryWords_All_AreTranslated()
    {
        string[] entries =
        [
            EntryWords.MessageOver + "16 bytes", EntryWords.Muted + "5 s", EntryWords.Muted + "5 min", EntryWords.Muted + "5 h", EntryWords.SlowedDown, "192.0.2.7" + EntryWords.BannedForAWhile,
            EntryWords.Full + "7 connections", EntryWords.NotAllowed, EntryWords.Banned, EntryWords.Banned + " until 2026-11-23 12:00 UTC", EntryWords.TooOften, 16 + EntryWords.TooMany,
        ];
        Assert.All(Constants(typeof(EntryWords)), words => Assert.Contains(entries, entry => entry.Contains(words, StringComparison.Ordinal)));

        Assert.All(entries, entry => AssertChinese(s_chinese.Happened(SystemEvent.Refused, "", entry)));
        Assert.All(entries, entry => AssertChinese(s_chinese.Happened(SystemEvent.Refused, "", "2001:db8::/64: " + entry)));
    }

    [Theory]
    [InlineData("0.0.0.0:9000: " + ListenerFaults.Taken, "无法监听：0.0.0.0:9000: 端口已被其他程序占用；请停止该程序或改用其他端口，然后重新启动此监听器")]
    [InlineData("something new", "无法监听：something new")]
    public void Entry_OfAFault_IsInTheViewersLanguage(string detail, string expected) =>
        Assert.Equal(expected, string.Concat(LogLine.EventText(ChatMessage.OfListener(Sample.Noon, "relay", SystemEvent.ListenerFaulted, detail), s_chinese).Select(run => run.Text)));

    [Fact]
    public void Refusals_OfNames_AreTranslated()
    {
        Join(1);
        Join(2);
        var (first, second) = (Hub.Sessions.Single(one => one.Id == 1), Hub.Sessions.Single(one => one.Id == 2));
        Assert.Null(Hub.Rename(first, "mia1"));

        Assert.All(new[] { "mia1", "mial", "server", "a b" }, name => AssertChinese(s_chinese.RefusalReason(Hub.Rename(second, name)!), name));
    }

    [Fact]
    public void Refusals_OfBans_AreTranslated()
    {
        var access = new AccessList(new LimitsOptions { Exempt = "192.0.2.0/24" }, Registry, Time);
        Assert.True(AddressRange.TryParse("127.0.0.1", out var own));
        Assert.True(AddressRange.TryParse("192.0.2.7", out var exempt));

        Assert.All(new[] { access.SparedIn(own)!, access.SparedIn(exempt)! }, words => AssertChinese(s_chinese.RefusalReason(words)));
    }

    private static IEnumerable<string> Constants(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);

    /// <summary>No word of English is left, but for what was put in.</summary>
    private static void AssertChinese(string text, string except = "-") =>
        Assert.False(EnglishWord().IsMatch(text.Replace(except, "", StringComparison.Ordinal).Replace("UTC", "", StringComparison.Ordinal).Replace("IP", "", StringComparison.Ordinal).Replace("db8", "", StringComparison.Ordinal)), text);

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex EnglishWord();
}
