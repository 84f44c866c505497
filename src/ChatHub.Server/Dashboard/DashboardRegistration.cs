using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Dashboard.Overview;
using ChatHub.Server.Dashboard.Palette;
using ChatHub.Server.Dashboard.SignIn;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Hosting.Stopping;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Server.Storage.MessageLog.Export;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace ChatHub.Server.Dashboard;

/// <summary>Registers and maps the dashboard.</summary>
public static class DashboardRegistration
{
    /// <summary>Adds the feed, what a viewer needs, and Blazor.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<IDashboardSource, HubDashboardSource>();
        services.AddSingleton<DashboardFeed>();
        services.AddSingleton<ExportTickets>();
        services.AddSingleton<TalkerBoard>();
        services.TryAddSingleton<Func<MessageLogStatus>>(_ => () => MessageLogStatus.Off);
        services.AddScoped<ViewerFeed>();
        services.AddSingleton<ViewerCount>();
        services.AddScoped<Viewer>();
        services.AddScoped<CurrentOperator>();
        services.AddScoped<AuthenticationStateProvider>(provider => provider.GetRequiredService<CurrentOperator>());
        services.AddCascadingAuthenticationState();
        services.AddDashboardRates();
        services.AddOpenIdPages();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "chathub.forms";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddScoped<PaletteItems>();
        services.AddScoped<CircuitHandler, ViewerCircuitHandler>();
        services.AddMudServices(options => options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter);
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services;
    }

    /// <summary>Maps the page at <c>/</c>, its files and its live connection.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.RefusePagesWhileStopping();
        app.UseProxies(app.Services.GetRequiredService<OperatorsOptions>());
        app.UseHsts();
        app.UseMiddleware<DashboardSecurity>();
        app.UseBrokenBodies();
        app.UseMiddleware<UnreadableAccounts>();
        if (app.Services.GetRequiredService<OperatorsOptions>().SignIn == SignInRule.Required)
        {
            app.UseMiddleware<SetUpGate>();
        }

        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseStaleForms();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSignIn();
        if (app.Services.GetRequiredService<OperatorsOptions>() is { SignIn: SignInRule.Required, OpenId.IsOn: true })
        {
            app.MapOpenId();
        }

        app.MapPasskeys();
        app.MapOwnAccount();
        app.MapOwnPasskeys();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null); // DashboardSecurity says it
        return app;
    }
}
