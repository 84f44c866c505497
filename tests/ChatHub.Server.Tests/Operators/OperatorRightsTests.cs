using System.Reflection;
using ChatHub.Chat;
using ChatHub.Server.Listeners;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Sending;
using ChatHub.Server.Tests.Doubles;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ChatHub.Server.Tests.Operators;

/// <summary>Walks all commands, as they are found in the class: a new one that nobody made a rule for fails here.</summary>
public sealed class OperatorRightsTests : DashboardTest
{
    private static readonly string[] s_noCommands = [nameof(OperatorCommands.WrongName), nameof(OperatorCommands.IsKept), nameof(OperatorCommands.KeptOptions), nameof(OperatorCommands.Dispose)];

    public static TheoryData<string> Commands => [.. All.Select(method => method.Name).Distinct()];

    private static IEnumerable<MethodInfo> All => typeof(OperatorCommands)
        .GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(method => !method.IsPrivate && !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal) && !s_noCommands.Contains(method.Name));

    private static string TextOf(Exception? failure) => failure switch { null => "", TargetInvocationException { InnerException: { } inner } => inner.GetType().Name, _ => failure.GetType().Name };

    [Fact]
    public void Commands_All_HaveARuleAndTakeTheirCaller()
    {
        Assert.NotEmpty(All);
        Assert.Equal(All.Select(method => method.Name).Distinct().Order(), OperatorRights.All.Keys.Order());
        Assert.All(All, method => Assert.Single(method.GetParameters(), parameter => parameter.ParameterType == typeof(OperatorIdentity)));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_EveryRole_IsRefusedBelowItsOwnAndTakenDown(string name)
    {
        var commands = Services.GetRequiredService<OperatorCommands>();
        foreach (var method in All.Where(method => method.Name == name))
        {
            foreach (var role in Enum.GetValues<OperatorRole>())
            {
                var before = Audit.Entries.Count;
                var failure = await GiveAsync(commands, method, Sample.Of(role));

                var refused = role < OperatorRights.All[name].Role;
                Assert.True(refused == (TextOf(failure) == nameof(NotAllowedException)), $"{name} given by {role}: {TextOf(failure)}");
                var entry = Assert.Single(Audit.Entries.Skip(before));
                Assert.Equal(("mia", OperatorRights.All[name].Act, "192.0.2.7"), (entry.Who, entry.Act, entry.From));
                Assert.Equal(refused, entry.Detail.StartsWith("takes the role", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public async Task Send_Text_IsNeverTakenDown()
    {
        await Services.GetRequiredService<OperatorCommands>().SendAsync("a secret", new SendTarget.Everyone(), Mia);
        var entry = Assert.Single(Audit.Entries);
        Assert.Equal((AuditOutcome.Done, "everyone"), (entry.Outcome, entry.Target));
        Assert.DoesNotContain("secret", entry.Detail, StringComparison.Ordinal);
    }

    /// <summary>Gives a command with something for each parameter.</summary>
    private static async Task<Exception?> GiveAsync(OperatorCommands commands, MethodInfo method, OperatorIdentity by)
    {
        try
        {
            if (method.Invoke(commands, [.. method.GetParameters().Select(parameter => ValueFor(parameter, by))]) is Task task)
            {
                await task;
            }

            return null;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return failure;
        }
    }

    private static object? ValueFor(ParameterInfo parameter, OperatorIdentity by) => parameter.ParameterType switch
    {
        var type when type == typeof(OperatorIdentity) => by,
        var type when type == typeof(string) => "relay",
        var type when type == typeof(SendTarget) => new SendTarget.Everyone(),
        var type when type == typeof(IReadOnlyCollection<long>) => new long[] { 77 },
        var type when type == typeof(Ban) => new Ban(default, null, "", "", Sample.Noon),
        var type when type == typeof(SendContent) => new SendContent("hello"),
        var type when type == typeof(TimeZoneInfo) => TimeZoneInfo.Utc,
        var type when type == typeof(UnusedListener) => new UnusedListener(new("old", new ListenerOptions()), null),
        var type when type.IsByRef || type.IsAssignableTo(typeof(Delegate)) => null,
        var type when type.IsValueType => Activator.CreateInstance(type),
        var type => Activator.CreateInstance(type),
    };
}
