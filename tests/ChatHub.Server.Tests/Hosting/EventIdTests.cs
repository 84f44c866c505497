using System.Reflection;
using ChatHub.Chat;
using ChatHub.Framing;
using ChatHub.Server.Operators;
using ChatHub.Wire;
using Microsoft.Extensions.Logging;
using Xunit;

namespace ChatHub.Server.Tests.Hosting;

/// <summary>Who watches the log by event id must be able to rely on it.</summary>
public sealed class EventIdTests
{
    private static readonly Assembly[] s_assemblies =
        [typeof(OperatorCommands).Assembly, typeof(WireRegistration).Assembly, typeof(MessageHub).Assembly, typeof(LineFramer).Assembly];

    [Fact]
    public void LogMessages_OfAllAssemblies_HaveEachAnIdOfTheirOwn()
    {
        var messages = (from type in s_assemblies.SelectMany(assembly => assembly.GetTypes())
                        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                        let message = method.GetCustomAttribute<LoggerMessageAttribute>()
                        where message is not null
                        select (message.EventId, Name: $"{type.Name}.{method.Name}")).ToList();

        Assert.Contains(messages, message => message.EventId == 1000); // the wire's are among them
        Assert.Contains(messages, message => message.EventId == 4001); // and the server's
        Assert.All(messages, message => Assert.True(message.EventId > 0, message.Name));
        Assert.Empty(messages.GroupBy(message => message.EventId).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {string.Join(", ", same.Select(one => one.Name))}"));
    }
}
