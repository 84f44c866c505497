using System.Net;

namespace ChatHub.Server.Operators;

/// <summary>Tells addresses that only this machine can reach.</summary>
internal static class LoopbackAddress
{
    /// <summary>Whether an address to serve at, like <c>http://localhost:8080</c>, is on loopback alone.</summary>
    public static bool Is(string url)
    {
        try
        {
            var host = BindingAddress.Parse(url).Host.Trim('[', ']');
            return host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>The addresses of the settings that others can reach.</summary>
    public static IEnumerable<string> Beyond(IConfiguration configuration) => (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"] ?? ""))
        .Where(url => !Is(url));
}
