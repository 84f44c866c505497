using System.Globalization;
using System.Net;
using System.Text;
using ChatHub.EndToEnd.Tests.Api;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.Wire.Tests.Tls;

namespace ChatHub.EndToEnd.Tests.Attacks;

/// <summary>
/// How long the lines of a hundred honest clients take while others attack, beside the quiet value of the same run. Figures for docs/performance.md: it runs only when asked for,
/// <c>-explicit only -class '*AttackMeasurement'</c>; what is asserted is that the honest lost nothing. <c>CHATHUB_SPAN</c> is the length of each attack in seconds, 10 unless set.
/// </summary>
public sealed class AttackMeasurement(PublishedBuild build) : IDisposable
{
    private const int Honest = 100;

    private readonly TimeSpan _span = TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("CHATHUB_SPAN") ?? "10", CultureInfo.InvariantCulture));
    private readonly TestCertificates _certificates = new();

    [Fact(Explicit = true)]
    public async Task Honest_WhileOthersAttack_LoseNothing()
    {
        _certificates.WriteServer();
        _certificates.Client(trusted: true).Dispose();
        using var stranger = _certificates.Client(trusted: false);
        var server = await build.StartServerAsync(new Dictionary<string, string>
        {
            ["ChatHub__Limits__Connections"] = "9000",
            ["ChatHub__Listeners__relay__Greeting"] = "",
            ["ChatHub__Listeners__relay__Echo"] = "true",
            ["ChatHub__Listeners__flooded__Endpoint"] = "127.0.0.1:0",
            ["ChatHub__Listeners__flooded__Protocol"] = "Relay",
            ["ChatHub__Listeners__flooded__Room"] = "flooded",
            ["ChatHub__Listeners__tls__Endpoint"] = "127.0.0.1:0",
            ["ChatHub__Listeners__tls__Protocol"] = "Relay",
            ["ChatHub__Listeners__tls__Tls__CertificateFile"] = _certificates.CertificateFile,
            ["ChatHub__Listeners__tls__Tls__ClientCertificates"] = "Required",
            ["ChatHub__Listeners__tls__Tls__ClientCaFile"] = _certificates.CaFile,
            ["ChatHub__Listeners__proxied__Endpoint"] = "127.0.0.1:0",
            ["ChatHub__Listeners__proxied__Protocol"] = "Relay",
            ["ChatHub__Listeners__proxied__ProxyFrom"] = "127.0.0.1",
        });
        using var api = ApiClient.Of(server);
        using var honest = new HonestCrowd();
        await honest.ComeAsync(server.RelayPort, Honest);
        await honest.ListenAsync(_span); // what is compiled at the first use is compiled
        await CompareAsync(honest, "5,000 half-open TLS handshakes", async stop => $"{await Attackers.StayAsync(server.Port("tls"), 5_000, new byte[] { 0x16, 3, 1, 2, 0 }, stop)} open at the end");
        await CompareAsync(honest, "300 PROXY headers, a byte a second", async stop => $"{await Attackers.DripAsync(server.Port("proxied"), 300, stop)} bytes");
        await CompareAsync(honest, "2,000 connects a second from one address", async stop => $"{await Attackers.ConnectAgainAsync(server.Port("flooded"), stop)} connects");
        await CompareAsync(honest, "message flood from one address, 16 connections", async stop => $"{await Attackers.FloodAsync(server.Port("flooded"), "127.0.0.3", 16, Spam(), 1_000_000_000, stop)} MB taken");
        await CompareAsync(honest, "100 MB without an ending, from an exempt address", async stop => $"{await Attackers.FloodAsync(server.Port("flooded"), "127.0.0.1", 1, new byte[64 * 1024], 100_000_000, stop)} MB taken");
        await CompareAsync(honest, "certificates that nobody trusts, four at a time", async stop => $"{await Attackers.ShowAsync(server.Port("tls"), stranger, 10_000, stop)} handshakes");
        await CompareAsync(honest, "a thousand bans", stop => BanAsync(api, stop));

        Measured.Write("lines of the honest", string.Create(CultureInfo.InvariantCulture, $"{honest.Said} said, {honest.Read} read, {honest.Faults} lost, out of order or cut off"));
        Assert.Equal(0, honest.Faults);
        Assert.InRange(honest.Read, (honest.Said - Honest) * Honest, honest.Said * Honest); // the last ones may be on their way
    }

    public void Dispose() => _certificates.Dispose();

    /// <summary>A quiet while, then one under attack.</summary>
    private async Task CompareAsync(HonestCrowd honest, string attack, Func<CancellationToken, Task<string>> attackAsync)
    {
        var quiet = await honest.ListenAsync(_span);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var attacking = attackAsync(stop.Token);
        var under = await honest.ListenAsync(_span);
        await stop.CancelAsync();
        var did = await attacking;
        Measured.Write(attack, string.Create(CultureInfo.InvariantCulture,
            $"p50 / p99 quiet {At(quiet, 0.5):0.00} / {At(quiet, 0.99):0.00} ms, attacked {At(under, 0.5):0.00} / {At(under, 0.99):0.00} ms; ratio of p99 {At(under, 0.99) / At(quiet, 0.99):0.00}; {did}"));
        await honest.ListenAsync(TimeSpan.FromSeconds(2)); // what the attack left has gone
    }

    private static double At(double[] times, double share)
    {
        Assert.NotEmpty(times);
        return times.Order().ElementAt((int)((times.Length - 1) * share));
    }

    private static async Task<string> BanAsync(ApiClient api, CancellationToken stop)
    {
        var made = 0;
        for (; made < 1_000 && !stop.IsCancellationRequested; made++)
        {
            await api.AskAsync(HttpMethod.Post, "bans", string.Create(CultureInfo.InvariantCulture, $$"""{"address":"10.{{made / 250}}.{{made % 250}}.1"}"""), HttpStatusCode.Created);
        }

        return $"{made} bans made";
    }

    private static ReadOnlyMemory<byte> Spam() => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("spam spam spam\n", 1_000)));
}
