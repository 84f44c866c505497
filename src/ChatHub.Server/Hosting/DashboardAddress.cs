using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace ChatHub.Server.Hosting;

/// <summary>Starts the server; where the dashboard's address (setting <c>Urls</c>) is no good, that is a wrong setting like any other.</summary>
internal static class DashboardAddress
{
    private const string Allowed = "expected addresses like http://localhost:8080 or http://0.0.0.0:8080, with ; between them";

    /// <exception cref="SettingsException">The web server cannot listen there.</exception>
    public static async Task StartAtItsAddressAsync(this WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception failure) when (WhyNot(failure) is { } why)
        {
            throw new SettingsException([$"Urls is '{app.Configuration["Urls"]}': {why}"]);
        }
    }

    // The listeners throw nothing of these kinds: one that cannot bind is faulted.
    private static string? WhyNot(Exception failure) => failure switch
    {
        IOException { InnerException: AddressInUseException } => "the port is in use by another program; stop it or set another, like http://localhost:8081",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => "no permission to listen there; ports below 1024 need rights; set a higher port",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => "this machine has no such address; set one of its own, or http://0.0.0.0:8080 for all",
        SocketException other => $"{other.Message}; {Allowed}",
        FormatException or ArgumentOutOfRangeException { ParamName: "port" } => Allowed,
        InvalidOperationException { TargetSite.DeclaringType.Name: "ListenOptionsHttpsExtensions" } => $"https needs a certificate (ChatHub:Dashboard:CertificateFile); {Allowed}",
        _ => null,
    };
}
