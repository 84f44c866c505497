using ChatHub.Chat;
using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;
using Microsoft.AspNetCore.Components;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>
/// The settings of a listener that are in force, for those who cannot change them here. Files and addresses are shown to administrators only, like everything
/// that helps to get in; a password is shown to nobody.
/// </summary>
public sealed partial class ListenerFacts
{
    /// <summary>The settings.</summary>
    [Parameter, EditorRequired]
    public ListenerSettings Settings { get; set; } = default!;

    /// <summary>The hub's default room.</summary>
    [Parameter, EditorRequired]
    public string DefaultRoom { get; set; } = "";

    /// <summary>The limits of all listeners.</summary>
    [Parameter]
    public LimitsOptions Limits { get; set; } = new();

    /// <summary>Whether an operator added it.</summary>
    [Parameter]
    public bool IsKept { get; set; }

    /// <summary>Whether files and addresses are shown.</summary>
    [Parameter]
    public bool ShowsAll { get; set; }

    /// <summary>Called to close this.</summary>
    [Parameter]
    public EventCallback OnClose { get; set; }

    /// <summary>The texts in the viewer's language.</summary>
    [CascadingParameter]
    public UiTexts Texts { get; set; } = TextCatalog.All[0];

    private IEnumerable<(string Title, IEnumerable<(string Name, string Value)> Facts)> Groups =>
    [
        (Texts.ListenerBasics, Basics),
        (Texts.ListenerWho, Who),
        (Texts.ListenerTls, Encryption),
        (Texts.ListenerFloodTitle, Flood),
        (Texts.ListenerMore, More),
    ];

    private IEnumerable<(string, string)> Basics =>
    [
        (Texts.ListenerEndpoint, Settings.EndpointText),
        (Texts.ListenerProtocolLabel, Settings.Protocol.ToString()),
        (Texts.Room, Settings.Room ?? DefaultRoom),
        (Texts.Encoding, Settings.EncodingName),
        (Texts.ListenerEnabledLabel, YesNo(Settings.Enabled)),
    ];

    private IEnumerable<(string, string)> Who =>
    [
        (Texts.ListenerAllow, Settings.AllowFrom.IsEmpty ? Texts.ListenerAll : ShowsAll ? Settings.AllowFrom.Text : Texts.ListenerSome),
        (Texts.ListenerOfOne, Format.Count(Settings.ConnectionsPerAddress ?? Limits.ConnectionsPerAddress)),
        (Texts.ListenerConnects(Texts.Whole(Limits.ConnectsWithin)), Format.Count(Settings.ConnectsPerAddress ?? Limits.ConnectsPerAddress)),
        .. Settings.Protocol == ListenerProtocol.Chat ? [(Texts.ListenerPassword, Settings.Password is null ? Texts.ListenerNone : Texts.ListenerPasswordSet)] : Array.Empty<(string, string)>(),
        (Texts.ListenerProxy, Settings.ProxyFrom.IsEmpty ? Texts.ListenerNone : ShowsAll ? Settings.ProxyFrom.Text : Texts.Yes),
    ];

    private IEnumerable<(string, string)> Encryption => Settings.Tls is not { } tls ? [(Texts.ListenerTls, Texts.ListenerOff)] :
    [
        (Texts.ListenerCertificate, ShowsAll ? tls.CertificateFile : Texts.Yes),
        .. ShowsAll && tls.KeyFile.Length > 0 ? [(Texts.ListenerKey, tls.KeyFile)] : Array.Empty<(string, string)>(),
        (Texts.ListenerClients, Texts.ClientCertificatesName(tls.ClientCertificates)),
        .. ShowsAll && tls.ClientCaFile.Length > 0 ? [(Texts.ListenerClientCa, tls.ClientCaFile)] : Array.Empty<(string, string)>(),
    ];

    private IEnumerable<(string, string)> Flood => FloodSettings.Of(Settings, Limits) is not { } flood ? [(Texts.ListenerFlood, Texts.No)] :
    [
        (Texts.ListenerFlood, Texts.Yes),
        (Texts.ListenerFloodMessages, FormattableString.Invariant($"{flood.MessagesPerSecond:0.###}")),
        (Texts.ListenerFloodBurst, Format.Count((long)flood.MessageBurst)),
        (Texts.ListenerFloodBytes, Format.Count((long)flood.BytesPerSecond)),
        (Texts.ListenerFloodPatience, FormattableString.Invariant($"{flood.Patience.TotalSeconds:0.###}")),
    ];

    private IEnumerable<(string, string)> More =>
    [
        (Texts.ListenerFlush, Settings.FlushAfter == Timeout.InfiniteTimeSpan ? Texts.Never : FormattableString.Invariant($"{Settings.FlushAfter.TotalMilliseconds:0.###}")),
        (Texts.ListenerIdle, Settings.IdleTimeout == Timeout.InfiniteTimeSpan ? Texts.Never : FormattableString.Invariant($"{Settings.IdleTimeout.TotalSeconds:0.###}")),
        (Texts.ListenerMost, Format.Count(Settings.MaxMessageBytes)),
        (Texts.ListenerSlow, Texts.SlowName(Settings.SlowConsumer)),
        (Texts.ListenerEcho, YesNo(Settings.Echo)),
        (Texts.ListenerEnding, Texts.EndingName(Settings.LineEnding)),
        .. Settings.Protocol == ListenerProtocol.Relay ? [(Texts.ListenerAttribution, Texts.AttributionName(Settings.Attribution)), (Texts.ListenerFarewell, Shown(Settings.Farewell))] : Array.Empty<(string, string)>(),
        (Texts.ListenerPrefix, Shown(Settings.OperatorPrefix)),
        (Texts.ListenerGreeting, Settings.Greeting is { } greeting ? Shown(greeting) : Texts.ListenerOwnGreeting),
        (Texts.ListenerSayWhy, YesNo(Settings.SayWhy)),
    ];

    private string YesNo(bool value) => value ? Texts.Yes : Texts.No;

    private static string Shown(string text) => text.Length == 0 ? "–" : VisibleText.Of(text);
}
