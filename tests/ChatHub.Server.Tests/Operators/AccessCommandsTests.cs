using ChatHub.Server.Operators;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Admission;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatHub.Server.Tests.Operators;

public sealed class AccessCommandsTests : DashboardTest
{
    private readonly RecordingLog<OperatorCommands> _log = new();

    public AccessCommandsTests() => Services.AddSingleton<ILogger<OperatorCommands>>(_log);

    private OperatorCommands Commands => Services.GetRequiredService<OperatorCommands>();

    private AccessList Access => Services.GetRequiredService<AccessList>();

    [Fact]
    public void Ban_ThenUnbanThenRestore_IsTheSameBanAgain()
    {
        var made = Commands.Ban(" 192.0.2.9/24 ", TimeSpan.FromMinutes(5), " be\u202e kind ", Mia).Ban!;
        Assert.Equal(("192.0.2.0/24", Sample.Noon.AddMinutes(5), "be⟦U+202E⟧ kind", "mia"), (made.Range.ToString(), made.Until, made.Reason, made.By));
        Assert.Equal(made, Commands.Unban(made.Range, Mia));
        Assert.Empty(Access.Bans());

        Assert.Equal(made, Commands.Restore(made, Mia).Ban);

        Assert.Equal(made, Assert.Single(Access.Bans()).Ban);
        Assert.Equal("mia banned 192.0.2.0/24 until 2026-11-23 12:05:00Z: 0 connections ended".Replace("2026-11-23", $"{Sample.Noon:yyyy-MM-dd}", StringComparison.Ordinal), _log.Lines[0]);
        Assert.Equal(3, _log.Lines.Length);
        Assert.Equal([$"until {made.Until:u}", "", $"until {made.Until:u}"], Audit.Entries.Select(entry => entry.Detail));
    }

    [Fact]
    public void Ban_ThisMachine_IsRefusedUnlessMeant()
    {
        var refused = Commands.Ban("127.0.0.1", null, null, Mia);
        Assert.Equal((null, true, "127.0.0.1 has the addresses of this machine itself"), (refused.Ban, refused.IsSpared, refused.Refusal));
        Assert.NotNull(Commands.Ban("127.0.0.1", null, null, Mia, evenSpared: true).Ban);
    }

    [Fact]
    public void Ban_WrongArguments_AreRefused()
    {
        Assert.StartsWith("'all' is no address", Commands.Ban("all", null, null, Mia).Refusal, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Commands.Ban("192.0.2.1", TimeSpan.Zero, null, Mia));
        Assert.Throws<ArgumentOutOfRangeException>(() => Commands.Ban("192.0.2.1", TimeSpan.FromDays(3651), null, Mia));
        Assert.Throws<ArgumentException>(() => Commands.Ban("192.0.2.1", null, new string('x', 201), Mia));
        Assert.Throws<NotAllowedException>(() => Commands.Ban("192.0.2.1", null, null, OperatorIdentity.Nobody));
        Assert.Null(Commands.KickAndBan(99, null, null, Mia));
        Assert.Empty(Access.Bans());
    }
}
