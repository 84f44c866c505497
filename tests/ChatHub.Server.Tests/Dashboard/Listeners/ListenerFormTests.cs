using System.Text.Json;
using ChatHub.Server.Dashboard.Listeners;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tls;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Listeners;

public sealed class ListenerFormTests
{
    [Fact]
    public void Read_EverySettingThereIs_ComesBackAsItWas()
    {
        var options = All();
        Assert.All(typeof(ListenerOptions).GetProperties(), property => Assert.NotEqual(Json(property.GetValue(new ListenerOptions())), Json(property.GetValue(options)))); // a new setting has to be added here, and to the form

        Assert.NotNull(new ListenerForm("lab", options).Read(out var read, new HashSet<string>()));

        Assert.Equal(Json(options), Json(read));
    }

    [Theory]
    [InlineData("", false, ListenerProtocol.Chat, "secret")]
    [InlineData("other", false, ListenerProtocol.Chat, "other")]
    [InlineData("", true, ListenerProtocol.Chat, "")]
    [InlineData("other", true, ListenerProtocol.Chat, "")]
    [InlineData("", false, ListenerProtocol.Relay, "")]
    public void Password_TypedOrNot_IsKeptChangedOrRemoved(string typed, bool removes, ListenerProtocol protocol, string expected)
    {
        var form = new ListenerForm("lab", All()) { Password = typed, RemovesPassword = removes, Protocol = protocol };
        Assert.NotNull(form.Read(out var read, new HashSet<string>()));

        Assert.Equal(expected, read.Password);
    }

    [Theory]
    [InlineData(nameof(ListenerForm.AllowFrom), "nowhere")]
    [InlineData(nameof(ListenerForm.ProxyFrom), "10.0.0.0/99")]
    [InlineData(nameof(ListenerForm.ConnectionsPerAddress), "0")]
    [InlineData(nameof(ListenerForm.ConnectsPerAddress), "1.5")]
    [InlineData(nameof(ListenerForm.Password), "*")]
    [InlineData(nameof(ListenerForm.FloodMessagesPerSecond), "0.01")]
    [InlineData(nameof(ListenerForm.FloodBurst), "-1")]
    [InlineData(nameof(ListenerForm.FloodBytesPerSecond), "63")]
    [InlineData(nameof(ListenerForm.FloodPatience), "a while")]
    [InlineData(nameof(ListenerForm.CertificateFile), "")]
    [InlineData(nameof(ListenerForm.ClientCaFile), "")]
    public void Read_AWrongValue_NamesItsField(string field, string value)
    {
        var form = new ListenerForm("lab", All());
        typeof(ListenerForm).GetProperty(field)!.SetValue(form, value == "*" ? new string('a', 129) : value);
        var wrong = new HashSet<string>();

        Assert.Null(form.Read(out _, wrong));
        Assert.Equal([field], wrong);
    }

    private static string Json(object? value) => JsonSerializer.Serialize(value);

    private static ListenerOptions All() => new()
    {
        Endpoint = "127.0.0.1:7",
        Protocol = ListenerProtocol.Chat,
        Enabled = false,
        Room = "lab",
        Encoding = "gb18030",
        Echo = true,
        Attribution = Attribution.Name,
        Greeting = "hello",
        OperatorPrefix = "> ",
        Farewell = "bye",
        LineEnding = OutputLineEnding.CrLf,
        FlushAfter = TimeSpan.FromMilliseconds(70),
        MaxMessageBytes = 77,
        SlowConsumer = SlowConsumerPolicy.DropOldest,
        SayWhy = false,
        AllowFrom = "10.0.0.0/8",
        ConnectionsPerAddress = 3,
        ConnectsPerAddress = 4,
        ProxyFrom = "10.0.0.1",
        Tls = new() { CertificateFile = "a.pem", KeyFile = "b.pem", ClientCertificates = ClientCertificates.Optional, ClientCaFile = "c.pem" },
        Password = "secret",
        FloodControl = true,
        FloodMessagesPerSecond = 2.5,
        FloodBurst = 5,
        FloodBytesPerSecond = 600,
        FloodPatience = TimeSpan.FromSeconds(7),
        IdleTimeout = TimeSpan.FromSeconds(8),
    };
}
