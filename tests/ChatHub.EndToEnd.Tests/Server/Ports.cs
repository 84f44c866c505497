using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ChatHub.EndToEnd.Tests.Server;

/// <summary>
/// Ports of servers that are started again on the same ones: where the variable CHATHUB_PORTS has a number, from there on, so that nobody whom the system gives a port to, such as a
/// client of another test, takes one while its server is down. Without it the system chooses.
/// </summary>
internal static class Ports
{
    private static int s_next = int.TryParse(Environment.GetEnvironmentVariable("CHATHUB_PORTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var first) ? first : 0;

    /// <summary>The next one, to listen on; 0 to let the system choose.</summary>
    public static int Next() => s_next == 0 ? 0 : Free();

    /// <summary>One that nobody listens on.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = s_next == 0 ? 0 : Interlocked.Increment(ref s_next);
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException) when (port > 0)
            {
                // Somebody has it.
            }
        }
    }
}
