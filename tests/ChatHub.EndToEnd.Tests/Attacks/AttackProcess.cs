using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace ChatHub.EndToEnd.Tests.Attacks;

/// <summary>What attackers are to do.</summary>
/// <param name="Attack">Which attack: one of those that <see cref="AttackProcess.Run_WhatIsOrdered_UntilItIsStopped"/> knows.</param>
/// <param name="Port">The port of this machine that is attacked.</param>
/// <param name="With">A file or a key that the attack needs.</param>
internal sealed record AttackOrder(string Attack, int Port, string With = "");

/// <summary>A process with attackers: this program, started again to run the one "test" of this class, told by lines on its standard input and answering with lines in a file.</summary>
public sealed class AttackProcess : IAsyncDisposable
{
    private const string OrderVariable = "CHATHUB_ATTACK";
    private const string AnswersVariable = "CHATHUB_ATTACK_ANSWERS";
    private static readonly byte[] s_hello = [0x16, 3, 1, 2, 0]; // a TLS record begins

    private readonly Process? _process;
    private readonly string _answers = "";

    public AttackProcess()
    {
    }

    private AttackProcess(Process process, string answers) => (_process, _answers) = (process, answers);

    /// <summary>In the process of the attackers: attacks from the first line that it is told until the second.</summary>
    [Fact(Explicit = true)]
    public async Task Run_WhatIsOrdered_UntilItIsStopped()
    {
        if (Environment.GetEnvironmentVariable(OrderVariable) is not { } given || JsonSerializer.Deserialize<AttackOrder>(given) is not { } order)
        {
            Assert.Skip($"AttackMeasurement starts this; by hand, set {OrderVariable}");
            return;
        }

        var answers = Environment.GetEnvironmentVariable(AnswersVariable) ?? throw new InvalidOperationException($"{AnswersVariable} is to name a file");
        await File.WriteAllTextAsync(answers, "ready\n", TestContext.Current.CancellationToken);
        await Console.In.ReadLineAsync(TestContext.Current.CancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var attacking = Task.Run(() => AttackAsync(order, stop.Token));
        await Console.In.ReadLineAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        var did = await attacking;
        await File.AppendAllTextAsync(answers, did + "\n", TestContext.Current.CancellationToken);
        Assert.NotEmpty(did);
    }

    /// <summary>Starts attackers, who wait.</summary>
    internal static async Task<AttackProcess> StartAsync(AttackOrder order)
    {
        var answers = Path.GetTempFileName();
        var nice = Environment.GetEnvironmentVariable("CHATHUB_NICE") ?? "0";
        var start = new ProcessStartInfo("nice", ["-n", nice, Environment.ProcessPath!, "-noLogo", "-noColor", "-explicit", "only", "-method", $"{typeof(AttackProcess).FullName}.{nameof(Run_WhatIsOrdered_UntilItIsStopped)}"])
        {
            RedirectStandardInput = true,
            Environment = { [OrderVariable] = JsonSerializer.Serialize(order), [AnswersVariable] = answers },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("nice(1) did not start");
        var attackers = new AttackProcess(process, answers);
        await attackers.AnswerAsync(1);
        return attackers;
    }

    /// <summary>They attack from now on.</summary>
    internal void Begin() => _process!.StandardInput.WriteLine("begin");

    /// <summary>They stop.</summary>
    /// <returns>What they did.</returns>
    internal async Task<string> StopAsync()
    {
        await _process!.StandardInput.WriteLineAsync("stop");
        return await AnswerAsync(2);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
            _process.Dispose();
            File.Delete(_answers);
        }
    }

    private static async Task<string> AttackAsync(AttackOrder order, CancellationToken stop)
    {
        switch (order.Attack)
        {
            case "silent-tls":
                return $"{await Attackers.StayAsync(order.Port, 5_000, s_hello, stop)} open at the end";
            case "silent":
                return $"{await Attackers.StayAsync(order.Port, 5_000, default, stop)} open at the end";
            case "drip":
                return $"{await Attackers.DripAsync(order.Port, 300, stop)} bytes";
            case "connects":
                return $"{await Attackers.ConnectAgainAsync(order.Port, stop)} connects";
            case "flood":
                return $"{await Attackers.FloodAsync(order.Port, "127.0.0.3", 16, Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("spam spam spam\n", 1_000))), 1_000_000_000, stop)} MB taken";
            case "endless":
                return $"{await Attackers.FloodAsync(order.Port, "127.0.0.1", 1, new byte[64 * 1024], 100_000_000, stop)} MB taken";
            case "certificates":
                using (var stranger = X509CertificateLoader.LoadPkcs12FromFile(order.With, null))
                {
                    return $"{await Attackers.ShowAsync(order.Port, stranger, 10_000, stop)} handshakes";
                }

            case "bans":
                return $"{await Attackers.BanAsync(order.Port, order.With, 1_000, stop)} bans made";
            default:
                throw new ArgumentException($"There is no attack '{order.Attack}'", nameof(order));
        }
    }

    private async Task<string> AnswerAsync(int line)
    {
        using var deadline = Deadline.After();
        while (true)
        {
            if (await File.ReadAllLinesAsync(_answers, deadline.Token) is var lines && lines.Length >= line)
            {
                return lines[line - 1];
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, deadline.Token);
        }
    }
}
