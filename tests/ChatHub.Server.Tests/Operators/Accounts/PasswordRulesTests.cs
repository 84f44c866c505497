using ChatHub.Server.Operators.Accounts;
using Xunit;

namespace ChatHub.Server.Tests.Operators.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("short", AccountProblem.PasswordShort)]
    [InlineData("elevenchars", AccountProblem.PasswordShort)]
    [InlineData("password1234", AccountProblem.PasswordCommon)]
    [InlineData("P@ssw0rd2026!", AccountProblem.PasswordCommon)]
    [InlineData("123456789012", AccountProblem.PasswordCommon)]
    [InlineData("aaaaaaaaaaaaaaaa", AccountProblem.PasswordCommon)]
    [InlineData("qwertyuiop12", AccountProblem.PasswordCommon)]
    [InlineData("passwordpassword", AccountProblem.PasswordCommon)]
    [InlineData("Administrator1!", AccountProblem.PasswordCommon)]
    [InlineData("valentina2026", AccountProblem.PasswordCommon)]
    [InlineData("ChatHub-2026-!!", AccountProblem.PasswordCommon)]
    [InlineData("seven quiet lanterns", AccountProblem.None)]
    [InlineData("lanterns12xq", AccountProblem.None)]
    [InlineData("七盏安静的灯笼挂在旧桥边上呢", AccountProblem.None)]
    internal void Check_Password_TakesLongOnesThatAreNotTriedFirst(string password, AccountProblem expected) => Assert.Equal(expected, PasswordRules.Check("Valentina", password));

    [Fact]
    public void Check_LongerThanTheMost_IsRefused()
    {
        var longest = string.Concat(Enumerable.Range(0, 32).Select(i => (char)('a' + (i * 7 % 26)) + "xQ7"));
        Assert.Equal((128, AccountProblem.None), (longest.Length, PasswordRules.Check("mia", longest)));
        Assert.Equal(AccountProblem.PasswordLong, PasswordRules.Check("mia", longest + "y"));
    }
}
