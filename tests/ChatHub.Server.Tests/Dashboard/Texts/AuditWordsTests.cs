using System.Reflection;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Texts;

/// <summary>The audit is in English; its page is in the viewer's language.</summary>
public sealed class AuditWordsTests
{
    private static readonly ChineseTexts s_chinese = new();

    [Fact]
    public void Acts_All_AreTranslated()
    {
        var beside = typeof(AuditActs).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.IsLiteral).Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(beside.Order(), AuditActs.All.Order());
        var acts = OperatorRights.All.Values.Select(right => right.Act).Concat(AuditActs.All);

        Assert.All(acts, act => Assert.Contains(s_chinese.AuditActText(act), letter => letter >= 0x4e00));
    }

    [Theory]
    [InlineData("send", "message 12, 5 bytes, 30 got it, 1 skipped", "消息 12，5 字节，30 个收到，1 个跳过")]
    [InlineData("mute", "3 for 00:10:00", "3 个，持续 00:10:00")]
    [InlineData("throttle", "3 to 2.5 a second for 01:00:00", "3 个连接，每秒 2.5 条，持续 01:00:00")]
    [InlineData("ban", "192.0.2.0/24 is banned", "192.0.2.0/24 已封禁")]
    [InlineData("kick-and-ban", "192.0.2.7 is banned until 2026-11-23 12:05:00Z", "192.0.2.7 已封禁，至 2026-11-23 12:05:00Z")]
    [InlineData("kick-and-ban", "192.0.2.7 is banned for good", "192.0.2.7 已永久封禁")]
    [InlineData("ban", "until 2026-11-23 12:05:00Z", "至 2026-11-23 12:05:00Z")]
    [InlineData("ban", "for good", "永久")]
    [InlineData("ban", "127.0.0.1 has the addresses of this machine itself", "127.0.0.1 包含本机自身的地址")]
    [InlineData("set-role", "LastAdministrator", "这是最后一个有密码的管理员。")]
    [InlineData("stop-listener", "Stopped", "已停止")]
    [InlineData("disconnect", "takes the role Operator", "需要角色：操作员")]
    [InlineData("set-role", "role Operator → None", "角色：操作员 → 无")]
    [InlineData("test-webhook", "Status 503", "测试未被接收：接收方出错。")]
    [InlineData("visit", "too many requests", "请求过多")]
    [InlineData("visit", "a page of another site asked", "由其他网站的页面发起")]
    [InlineData("use-key", "wrong code; further ones within this minute are left out", "验证码错误；这一分钟内其余的不再记录")]
    [InlineData("sign-in", "wrong code; further ones of strangers are left out for a while", "验证码错误；一段时间内其余陌生来访不再记录")]
    [InlineData("sign-in", "1800 more refusals of strangers were left out", "另有 1800 次对陌生来访的拒绝未记录")]
    [InlineData("rename", "what nobody ever wrote", "what nobody ever wrote")]
    public void Detail_InChinese_IsChinese(string act, string detail, string expected) => Assert.Equal(expected, s_chinese.AuditDetailText(Entry(act, "", detail)));

    [Theory]
    [InlineData("set-role", "PasswordShort", "A password has at least")]
    [InlineData("test-webhook", "None 204", "The test was taken (status 204).")]
    [InlineData("send", "message 12, 5 bytes, 30 got it, 1 skipped", "message 12, 5 bytes")]
    public void Detail_InEnglish_IsASentence(string act, string detail, string expected) => Assert.StartsWith(expected, new UiTexts().AuditDetailText(Entry(act, "", detail)), StringComparison.Ordinal);

    [Theory]
    [InlineData("everyone", "所有人")]
    [InlineData("room lobby", "房间 lobby")]
    [InlineData("12 asked for", "指定的 12 个")]
    [InlineData("ben (Operator)", "ben（操作员）")]
    [InlineData("ChatHub:Limits; at the next start: Urls", "ChatHub:Limits；下次启动时：Urls")]
    [InlineData("#7", "#7")]
    [InlineData("#7, #8 and 12 more", "#7, #8，另有 12 个")]
    public void Target_InChinese_IsChinese(string target, string expected) => Assert.Equal(expected, s_chinese.AuditTargetText(Entry("send", target, "")));

    [Fact]
    public void Target_ListenerCalledLikeAWord_IsItsName() => Assert.Equal("messages", s_chinese.AuditTargetText(Entry("change-listener", "messages", "")));

    [Fact]
    public void Detail_OfARefusedSetting_IsNotThatOfAMute() =>
        Assert.DoesNotContain("个，持续", s_chinese.AuditDetailText(Entry("change-listener", "relay", "IdleTimeout is 99: expected up to 30.00:00:00, or 00:00:00 for never")), StringComparison.Ordinal);

    private static AuditEntry Entry(string act, string target, string detail) => new() { Who = "mia", From = "", Act = act, Target = target, Detail = detail };
}
