using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace ChatHub.EndToEnd.Tests.Attacks;

/// <summary>What attackers do to a port of this machine, bounded in count and, by the token, in time.</summary>
internal static class Attackers
{
    /// <summary>Connections that send a few bytes and no more, 16 from each of many addresses, and stay.</summary>
    /// <returns>How many are open in the end: the server closes those that it does not want.</returns>
    public static async Task<int> StayAsync(int port, int count, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        var open = new List<Socket>();
        try
        {
            for (var number = 0; number < count && !stop.IsCancellationRequested; number++)
            {
                var socket = await ConnectAsync(IPAddress.Parse($"127.1.{number / 16 / 250}.{(number / 16 % 250) + 1}"), port);
                open.Add(socket);
                await socket.SendAsync(bytes, CancellationToken.None);
            }

            await UntilAsync(stop);
        }
        catch (SocketException)
        {
            // turned away: that is an answer too
        }

        var there = open.Count(socket => !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0));
        open.ForEach(socket => socket.Dispose());
        return there;
    }

    /// <summary>Connections that send a header a byte a second, so that none is ever complete.</summary>
    public static async Task<int> DripAsync(int port, int count, CancellationToken stop)
    {
        var header = "PROXY TCP4 192.0.2.1 192.0.2.2 1234 "u8.ToArray();
        var sent = 0;
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    using var socket = await ConnectAsync(IPAddress.Loopback, port);
                    for (var at = 0; at < header.Length && !stop.IsCancellationRequested; at++)
                    {
                        await socket.SendAsync(header.AsMemory(at, 1), CancellationToken.None);
                        Interlocked.Increment(ref sent);
                        await PassAsync(TimeSpan.FromSeconds(1), stop);
                    }
                }
                catch (SocketException)
                {
                    await PassAsync(TimeSpan.FromMilliseconds(100), stop); // cut off at the deadline: comes again
                }
            }
        })));
        return sent;
    }

    /// <summary>One address connects and leaves, four at a time, at most 2,000 times a second: attackers without end would measure how this machine shares its cores.</summary>
    public static async Task<int> ConnectAgainAsync(int port, CancellationToken stop)
    {
        var made = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                if (Interlocked.Increment(ref made) % 20 == 0)
                {
                    await PassAsync(TimeSpan.FromMilliseconds(40), stop);
                }

                try
                {
                    using var socket = await ConnectAsync(IPAddress.Parse("127.0.0.2"), port);
                }
                catch (SocketException)
                {
                    // turned away
                }
            }
        })));
        return made;
    }

    /// <summary>Connections of one address that send the same bytes as fast as the server takes them, at most so many bytes.</summary>
    /// <returns>Megabytes that it took.</returns>
    public static async Task<long> FloodAsync(int port, string address, int connections, ReadOnlyMemory<byte> bytes, long most, CancellationToken stop)
    {
        var sent = 0L;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested && Interlocked.Read(ref sent) < most)
            {
                try
                {
                    using var socket = await ConnectAsync(IPAddress.Parse(address), port);
                    while (Interlocked.Read(ref sent) < most)
                    {
                        Interlocked.Add(ref sent, await socket.SendAsync(bytes, stop));
                    }
                }
                catch (SocketException)
                {
                    await PassAsync(TimeSpan.FromMilliseconds(50), stop); // thrown out: comes again
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }
        })));
        return sent / 1_000_000;
    }

    /// <summary>Clients that show a certificate nobody trusts, four at a time, at most so often.</summary>
    public static async Task<int> ShowAsync(int port, X509Certificate2 certificate, int most, CancellationToken stop)
    {
        var made = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested && Interlocked.Increment(ref made) <= most)
            {
                try
                {
                    using var socket = await ConnectAsync(IPAddress.Loopback, port);
                    await using var stream = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: true, (_, shown, _, _) => shown?.Subject == "CN=localhost");
                    await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ClientCertificates = [certificate] }, CancellationToken.None);
                    _ = await stream.ReadAsync(new byte[1], CancellationToken.None);
                }
                catch (Exception refused) when (refused is AuthenticationException or IOException or SocketException)
                {
                    // what is to happen
                }
            }
        })));
        return Math.Min(made, most);
    }

    /// <summary>A program with a key that bans one address after the other, as fast as it is answered.</summary>
    public static async Task<int> BanAsync(int port, string key, int most, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}/api/v1/"), DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        var made = 0;
        for (; made < most && !stop.IsCancellationRequested; made++)
        {
            using var answer = await client.PostAsJsonAsync("bans", new { address = string.Create(CultureInfo.InvariantCulture, $"10.{made / 250}.{made % 250}.1") }, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
        }

        return made;
    }

    private static async Task<Socket> ConnectAsync(IPAddress from, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    private static Task UntilAsync(CancellationToken stop) => PassAsync(Timeout.InfiniteTimeSpan, stop);

    private static async Task PassAsync(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, TimeProvider.System, stop);
        }
        catch (OperationCanceledException)
        {
            // it is over
        }
    }
}
