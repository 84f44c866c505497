using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace ChatHub.Server.Operators.SignIn;

/// <summary>The link that the console prints while there is no operator: good once, for 30 minutes, at this machine or at the address that was printed.</summary>
internal sealed class SetUpLink(TimeProvider time)
{
    /// <summary>How long it is good.</summary>
    public static readonly TimeSpan Good = TimeSpan.FromMinutes(30);

    private readonly Lock _gate = new();
    private byte[]? _token;
    private DateTimeOffset _until;
    private string _host = "";
    private IPEndPoint? _endpoint;

    /// <summary>Makes a link.</summary>
    /// <param name="dashboard">Where the dashboard is served.</param>
    public string Make(string dashboard)
    {
        lock (_gate)
        {
            var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
            _token = Encoding.ASCII.GetBytes(token);
            _until = time.GetUtcNow() + Good;
            var address = Reachable(dashboard);
            var printed = new Uri(address);
            _host = printed.Authority;
            _endpoint = IPAddress.TryParse(printed.Host.Trim('[', ']'), out var ip) ? new IPEndPoint(ip, printed.Port) : null;
            return $"{address.TrimEnd('/')}/set-up?token={token}";
        }
    }

    /// <summary>Whether a token is good for a request.</summary>
    public bool IsGood(string? token, HttpContext context) => 
        IsGood(token, context.Connection.RemoteIpAddress, context.Request.Host.ToString(), context.Connection.LocalIpAddress is { } local ? new IPEndPoint(local.IsIPv4MappedToIPv6 ? local.MapToIPv4() : local, context.Connection.LocalPort) : null);

    /// <summary>The same. Where an address was printed, the one that the request came in at counts: what a request says of its host is anybody's word.</summary>
    public bool IsGood(string? token, IPAddress? remote, string host, IPEndPoint? local)
    {
        lock (_gate)
        {
            return token is not null && _token is not null && time.GetUtcNow() < _until
                && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token), _token)
                && ((remote is not null && IPAddress.IsLoopback(remote)) || (_endpoint is not null ? _endpoint.Equals(local) : host.Equals(_host, StringComparison.OrdinalIgnoreCase)));
        }
    }

    /// <summary>It has done what it is for: it is good no more.</summary>
    public void Use()
    {
        lock (_gate)
        {
            _token = null;
        }
    }

    /// <summary>An address that a browser here can open, where the server is told to listen on all.</summary>
    private static string Reachable(string dashboard)
    {
        var address = BindingAddress.Parse(dashboard);
        var host = address.Host is "0.0.0.0" or "[::]" or "*" or "+" ? "localhost" : address.Host;
        return $"{address.Scheme}://{host}:{address.Port}";
    }
}
