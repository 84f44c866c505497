using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using ChatHub.EndToEnd.Tests.Server;
using ChatHub.Wire.Tests.Tls;

namespace ChatHub.EndToEnd.Tests.Attacks;

/// <summary>
/// How long the lines of a hundred honest clients take while others attack, beside the quiet value of the same run. Figures for docs/performance.md: it runs only when asked for,
/// <c>-explicit only -class '*AttackMeasurement'</c>; what is asserted is that the honest lost nothing. <c>CHATHUB_SPAN</c> is the length of each attack in seconds, 10 unless set.
/// The attackers are a process of their own, so that the honest do not wait for them in their own thread pool; <c>CHATHUB_NICE</c> is its nice value, 0 unless set: attackers of
/// another machine would take nothing of the server's cores, which 19 comes near to.
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
            ["ChatHub__Limits__Exempt"] = "127.0.0.1", // the honest; else all of this machine would be exempt, and with it the attackers
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
        var (_, key) = await build.RunAsync(server.DataDirectory, "", "--create-key", "bans", "--role", "Operator");
        using var honest = new HonestCrowd();
        await honest.ComeAsync(server.RelayPort, Honest);
        await honest.ListenAsync(_span); // what is compiled at the first use is compiled
        var strangersFile = Path.Combine(server.DataDirectory, "stranger.pfx");
        await File.WriteAllBytesAsync(strangersFile, stranger.Export(X509ContentType.Pkcs12), TestContext.Current.CancellationToken);
        await CompareAsync(honest, "5,000 half-open TLS handshakes", new("silent-tls", server.Port("tls")));
        await CompareAsync(honest, "5,000 connections that say nothing, to compare with", new("silent", server.Port("flooded")));
        await CompareAsync(honest, "300 PROXY headers, a byte a second", new("drip", server.Port("proxied")));
        await CompareAsync(honest, "2,000 connects a second from one address", new("connects", server.Port("flooded")));
        await CompareAsync(honest, "message flood from one address, 16 connections", new("flood", server.Port("flooded")));
        await CompareAsync(honest, "100 MB without an ending, from an exempt address", new("endless", server.Port("flooded")));
        await CompareAsync(honest, "certificates that nobody trusts, four at a time, from an exempt address", new("certificates", server.Port("tls"), strangersFile));
        await CompareAsync(honest, "a thousand bans, by a key", new("bans", new Uri(server.DashboardUrl).Port, key.Trim()));

        Measured.Write("lines of the honest", string.Create(CultureInfo.InvariantCulture, $"{honest.Said} said, {honest.Read} read, {honest.Faults} lost, out of order or cut off"));
        Assert.Equal(0, honest.Faults);
        Assert.InRange(honest.Read, (honest.Said - Honest) * Honest, honest.Said * Honest); // the last ones may be on their way
    }

    public void Dispose() => _certificates.Dispose();

    /// <summary>A quiet while, then one under attack.</summary>
    private async Task CompareAsync(HonestCrowd honest, string attack, AttackOrder order)
    {
        await using var attackers = await AttackProcess.StartAsync(order);
        var quiet = await honest.ListenAsync(_span);
        attackers.Begin();
        var under = await honest.ListenAsync(_span);
        var did = await attackers.StopAsync();
        Measured.Write(attack, string.Create(CultureInfo.InvariantCulture,
            $"p50 / p99 quiet {At(quiet, 0.5):0.00} / {At(quiet, 0.99):0.00} ms, attacked {At(under, 0.5):0.00} / {At(under, 0.99):0.00} ms; ratio of p99 {At(under, 0.99) / At(quiet, 0.99):0.00}; {did}"));
        await honest.ListenAsync(TimeSpan.FromSeconds(2)); // what the attack left has gone
    }

    private static double At(double[] times, double share)
    {
        Assert.NotEmpty(times);
        return times.Order().ElementAt((int)((times.Length - 1) * share));
    }
}
