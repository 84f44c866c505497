using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using ChatHub.Server.Dashboard.SignIn;
using ChatHub.Server.Operators.SignIn;

namespace ChatHub.Server.Dashboard;

/// <summary>How often an address may ask: sign-ins and changes of an account 10 in a minute, programs 600 in a minute. A second look at the pages is not limited.</summary>
internal static class DashboardRates
{
    /// <summary>Forms with a password in a minute.</summary>
    public const int SignIns = 10;

    /// <summary>Requests of programs in a minute.</summary>
    public const int Calls = 600;

    public static void AddDashboardRates(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(SignInEndpoints.Limit, context => Window(Of(context), SignIns));
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            OperatorSchemes.IsForPrograms(context.Request) ? Window(Of(context), Calls) : RateLimitPartition.GetNoLimiter(""));
        options.OnRejected = async (rejected, _) =>
        {
            rejected.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
            await Results.Problem("Too many requests from this address: try again in a minute.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
        };
    });

    private static RateLimitPartition<string> Window(string key, int most) => RateLimitPartition.GetFixedWindowLimiter(
        key, _ => new FixedWindowRateLimiterOptions { PermitLimit = most, Window = TimeSpan.FromMinutes(1), QueueLimit = 0, AutoReplenishment = true });

    // Who has an IPv6 address has a whole /64 of them.
    private static string Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => "",
        { IsIPv4MappedToIPv6: false, AddressFamily: AddressFamily.InterNetworkV6 } address when !IPAddress.IsLoopback(address) => Convert.ToHexString(address.GetAddressBytes(), 0, 8),
        var address => address.ToString(),
    };
}
