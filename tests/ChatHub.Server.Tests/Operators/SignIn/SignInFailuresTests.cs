using System.Net;
using ChatHub.Server.Operators.SignIn;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace ChatHub.Server.Tests.Operators.SignIn;

public sealed class SignInFailuresTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly SignInFailures _failures;

    public SignInFailuresTests() => _failures = new(_time);

    [Fact]
    public void Names_ThatNobodyCanHave_AreCountedAsOne()
    {
        for (var number = 0; number < SignInFailures.Most; number++)
        {
            Assert.True(_failures.TryBegin(new string((char)('a' + number), 100_000), IPAddress.Parse($"192.0.2.{number}")));
        }

        Assert.False(_failures.TryBegin(new string('z', 100_000), IPAddress.Parse("192.0.2.99")));
        Assert.True(_failures.TryBegin("ann", IPAddress.Parse("192.0.2.99")));
    }

    [Theory]
    [InlineData(299, false)]
    [InlineData(300, true)]
    public void Failures_OfMoreThanFiveMinutesAgo_CountNoMore(int seconds, bool isIn)
    {
        for (var number = 1; number < SignInFailures.Most; number++)
        {
            Assert.True(_failures.TryBegin("ann", IPAddress.Parse($"192.0.2.{number}")));
        }

        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.True(_failures.TryBegin("ann", IPAddress.Parse("192.0.2.98"))); // the fifth
        Assert.Equal(isIn, _failures.TryBegin("ann", IPAddress.Parse("192.0.2.99")));
    }

    [Fact]
    public void Address_OfPasswordsThatWereRight_IsNotLockedOut()
    {
        var address = IPAddress.Parse("192.0.2.7");
        foreach (var name in new[] { "ann", "ben", "cai", "dora", "emil", "fay" })
        {
            Assert.True(_failures.TryBegin(name, address));
            _failures.TakeBack(address); // and the code
            Assert.True(_failures.TryBegin(name, address));
            _failures.Succeed(name, address);
        }
    }

    [Fact]
    public void Account_PasswordRightAndCodesWrong_IsLockedOut()
    {
        Assert.True(_failures.TryBegin("ann", IPAddress.Loopback));
        _failures.TakeBack(IPAddress.Loopback);
        for (var number = 1; number < SignInFailures.Most; number++)
        {
            Assert.True(_failures.TryBegin("ann", IPAddress.Parse($"192.0.2.{number}")));
        }

        Assert.False(_failures.TryBegin("ann", IPAddress.Parse("192.0.2.99")));
    }
}
