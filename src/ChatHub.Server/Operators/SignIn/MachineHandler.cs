using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace ChatHub.Server.Operators.SignIn;

/// <summary>Where sign-in is off: everyone at this machine is administrator, and nobody else is anybody.</summary>
internal sealed class MachineHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>What everyone at this machine is called.</summary>
    public const string Name = "operator";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            ? AuthenticateResult.Success(new AuthenticationTicket(
                new OperatorIdentity(Name, OperatorRole.Administrator, OperatorProof.Machine, address.ToText()).ToPrincipal(OperatorSchemes.Machine), OperatorSchemes.Machine))
            : AuthenticateResult.NoResult());
}
