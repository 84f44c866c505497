using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using ChatHub.Server.Operators;
using Microsoft.AspNetCore.Diagnostics;

namespace ChatHub.Server.Api;

/// <summary>Registers and maps the HTTP API, <c>/api/v1</c>.</summary>
internal static class ApiRegistration
{
    private const long MostBodyBytes = 256 * 1024;

    /// <summary>Adds what the API needs.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<MessageStream>().AddSingleton<StreamPlaces>();
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // so that ApiProblemFilter's sibling below says what is wrong
        services.ConfigureHttpJsonOptions(options =>
        {
            var json = options.SerializerOptions;
            json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow; // a field that does nothing would look as if it did
            json.AllowDuplicateProperties = false;
            json.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All); // Chinese as it is; what a page could take for markup is escaped
            json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
        });
        return services;
    }

    /// <summary>Maps the API.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), branch => branch.UseExceptionHandler(handler => handler.Run(AnswerAsync)).UseStatusCodePages());
        var api = app.MapGroup("/api/v1").AddEndpointFilter<ApiProblemFilter>().WithMetadata(new RequestSizeLimit(MostBodyBytes));
        StatusApi.Map(api);
        ConnectionsApi.Map(api);
        MessagesApi.Map(api);
        MessageStreamApi.Map(api);
        RoomsApi.Map(api);
        ListenersApi.Map(api);
        app.MapMessageExport();
        app.MapFallback("/api/{**rest}", (HttpContext context) => Results.Problem($"There is nothing at {ApiQuery.Shown(context.Request.Path)}.", statusCode: StatusCodes.Status404NotFound));
    }

    /// <summary>Who asks.</summary>
    public static string OperatorName(this HttpContext context) => context.User.Identity?.Name ?? OperatorCommands.DefaultOperator;

    /// <summary>Answers what went wrong before an endpoint, such as a body that is no JSON; anything unexpected stays in the server's log.</summary>
    private static Task AnswerAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        return (failure is BadHttpRequestException wrong
            ? Results.Problem(wrong.InnerException is JsonException json ? $"The body is not the JSON that is expected: {json.Message}" : wrong.Message, statusCode: wrong.StatusCode)
            : Results.Problem("Something went wrong here; the server's log has more.", statusCode: StatusCodes.Status500InternalServerError)).ExecuteAsync(context);
    }

    private sealed record RequestSizeLimit(long? MaxRequestBodySize) : Microsoft.AspNetCore.Http.Metadata.IRequestSizeLimitMetadata;
}
