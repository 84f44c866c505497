using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using ChatHub.Server.Dashboard.SignIn;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Keys;
using ChatHub.Server.Operators.SignIn;

namespace ChatHub.Server.Dashboard;

/// <summary>How often an address may ask: sign-ins and changes of an account 10 in a minute, sign-outs 60, programs 600 in a minute, and those with a key that is in force 6,000 for each key. A second look at the pages is not limited.</summary>
internal static class DashboardRates
{
    /// <summary>Forms with a password in a minute.</summary>
    public const int SignIns = 10;

    /// <summary>Sign-outs in a minute: a class may leave from one address, and at once.</summary>
    public const int SignOuts = 60;

    /// <summary>Requests of programs in a minute.</summary>
    public const int Calls = 600;

    /// <summary>Requests in a minute with one key, wherever they come from.</summary>
    public const int CallsOfAKey = 6_000;

    public static void AddDashboardRates(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(SignInEndpoints.Limit, context => Window(Of(context), SignIns));
        options.AddPolicy(SignInEndpoints.LeaveLimit, context => Window(Of(context), SignOuts));
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            !OperatorSchemes.TakesKeys(context.Request) ? RateLimitPartition.GetNoLimiter("")
            : MarkOf(context) is { } key ? Window(key, CallsOfAKey)
            : Window(Of(context), Calls));
        options.OnRejected = async (rejected, _) =>
        {
            var request = rejected.HttpContext.Request;
            rejected.HttpContext.RequestServices.GetRequiredService<IAuditTrail>().Write(
                OperatorIdentity.Nobody with { From = rejected.HttpContext.Connection.RemoteIpAddress?.ToText() ?? "" }, AuditActs.Visit, request.Path, AuditOutcome.Refused, "too many requests"); // it is not known yet who asks
            rejected.HttpContext.Response.Headers.RetryAfter = 60.ToString(CultureInfo.InvariantCulture);
            await Results.Problem("Too many requests from this address: try again in a minute.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(rejected.HttpContext);
        };
    });

    // A key that is looked up for the first time counts for its address: guesses must not evade that.
    private static string? MarkOf(HttpContext context) =>
        KeyHandler.PresentedBy(context.Request) is { } presented ? context.RequestServices.GetRequiredService<ApiKeys>().MarkOf(presented) : null;

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
