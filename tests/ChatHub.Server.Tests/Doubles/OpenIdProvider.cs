using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;

namespace ChatHub.Server.Tests.Doubles;

/// <summary>A small OpenID Connect provider on a free port: discovery, keys, the code flow with PKCE, ID tokens signed with RS256. Whoever comes is the person that the test says, at once.</summary>
public sealed class OpenIdProvider : IAsyncDisposable
{
    /// <summary>What the client is called.</summary>
    public const string ClientId = "chathub";

    /// <summary>The client's secret.</summary>
    public const string ClientSecret = "a secret of the test";

    private readonly RSA _key = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Back)> _codes = new();
    private readonly WebApplication _app;

    private OpenIdProvider(WebApplication app) => _app = app;

    /// <summary>Its address.</summary>
    public string Authority => _app.Urls.First();

    /// <summary>What it says of whoever comes. <c>nonce</c>, <c>iss</c> and times are added unless they are here.</summary>
    public Dictionary<string, object> Claims { get; } = new() { ["sub"] = "1001", ["preferred_username"] = "rita", ["roles"] = new[] { "staff", "chat-operators" } };

    /// <summary>Signs instead of the key that it tells of; null for none.</summary>
    public RSA? OtherKey { get; set; }

    /// <summary>The time that its tokens are made at.</summary>
    public Func<DateTimeOffset> Now { get; set; } = TimeProvider.System.GetUtcNow;

    /// <summary>What comes with the redirect back in place of a code; null for a code.</summary>
    public string? Error { get; set; }

    /// <summary>Starts it.</summary>
    public static async Task<OpenIdProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new OpenIdProvider(builder.Build());
        provider._app.MapGet("/.well-known/openid-configuration", provider.Discover);
        provider._app.MapGet("/keys", provider.Keys);
        provider._app.MapGet("/authorize", provider.Authorize);
        provider._app.MapPost("/token", (Delegate)provider.TokenAsync);
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Settings of a server that trusts it.</summary>
    public Dictionary<string, string?> Settings() => new()
    {
        ["ChatHub:Operators:OpenId:Authority"] = Authority, ["ChatHub:Operators:OpenId:ClientId"] = ClientId, ["ChatHub:Operators:OpenId:ClientSecret"] = ClientSecret, ["ChatHub:Operators:OpenId:Name"] = "Example",
        ["ChatHub:Operators:OpenId:Viewers"] = "chat-viewers, guests", ["ChatHub:Operators:OpenId:Operators"] = "chat-operators", ["ChatHub:Operators:OpenId:Administrators"] = "chat-admins",
    };

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    private static string Part(object value) => WebEncoders.Base64UrlEncode(JsonSerializer.SerializeToUtf8Bytes(value));

    private IResult Discover() => Results.Json(new Dictionary<string, object>
    {
        ["issuer"] = Authority, ["authorization_endpoint"] = Authority + "/authorize", ["token_endpoint"] = Authority + "/token", ["jwks_uri"] = Authority + "/keys",
        ["response_types_supported"] = new[] { "code" }, ["subject_types_supported"] = new[] { "public" }, ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
    });

    private IResult Keys()
    {
        var open = _key.ExportParameters(false);
        return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = "one", n = WebEncoders.Base64UrlEncode(open.Modulus!), e = WebEncoders.Base64UrlEncode(open.Exponent!) } } });
    }

    private IResult Authorize(HttpContext context)
    {
        var query = context.Request.Query;
        var back = query["redirect_uri"].ToString();
        if (query["client_id"] != ClientId || query["response_type"] != "code" || query["code_challenge_method"] != "S256" || query["nonce"].Count != 1)
        {
            return Results.BadRequest();
        }

        var code = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString(), back);
        return Results.Redirect(QueryHelpers.AddQueryString(back, new Dictionary<string, string?> { [Error is null ? "code" : "error"] = Error ?? code, ["state"] = query["state"] }));
    }

    private async Task<IResult> TokenAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var verifier = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        return !_codes.TryRemove(form["code"].ToString(), out var asked) || asked.Challenge != verifier || asked.Back != form["redirect_uri"] || form["client_id"] != ClientId || form["client_secret"] != ClientSecret
            ? Results.BadRequest(new { error = "invalid_grant" })
            : Results.Json(new { access_token = "none", token_type = "Bearer", id_token = Token(asked.Nonce) });
    }

    private string Token(string nonce)
    {
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Authority, ["aud"] = ClientId, ["nonce"] = nonce, ["iat"] = Now().ToUnixTimeSeconds(), ["exp"] = Now().AddMinutes(5).ToUnixTimeSeconds(),
        };
        foreach (var (name, value) in Claims)
        {
            claims[name] = value;
        }

        var signed = $"{Part(new { alg = "RS256", typ = "JWT", kid = "one" })}.{Part(claims)}";
        return $"{signed}.{WebEncoders.Base64UrlEncode((OtherKey ?? _key).SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }
}
