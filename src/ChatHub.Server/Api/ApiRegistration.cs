using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatHub.Server.Dashboard.ApiPages;
using ChatHub.Server.Hosting;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;

namespace ChatHub.Server.Api;

/// <summary>Registers and maps the HTTP API, <c>/api/v1</c>.</summary>
internal static class ApiRegistration
{
    /// <summary>Adds what the API needs.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSingleton<MessageStream>().AddSingleton<StreamPlaces>().AddSingleton<ApiGuideSource>();
        services.AddProblemDetails(options => options.CustomizeProblemDetails = problem => problem.ProblemDetails.Detail ??= DetailOf(problem.HttpContext));
        services.AddOpenApi("v1", ApiDescription.Complete);
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true); // so that ApiProblemFilter's sibling below says what is wrong
        services.ConfigureHttpJsonOptions(options => SetJson(options.SerializerOptions));
        return services;
    }

    /// <summary>How bodies are read and answers written.</summary>
    internal static void SetJson(JsonSerializerOptions json)
    {
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow; // a field that does nothing would look as if it did
        json.AllowDuplicateProperties = false;
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // Chinese as it is; no page takes an answer for markup, since its type is fixed (nosniff)
        json.Converters.Add(new UtcTimeConverter());
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
    }

    /// <summary>Maps the API.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api"), branch => branch.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerAsync,
            SuppressDiagnosticsCallback = static failure => failure.Exception is BadHttpRequestException, // what a client does wrong is no error of the server
        }).UseMiddleware<UnreadableAccounts>().UseStatusCodePages());
        var api = app.MapGroup("/api/v1").AddEndpointFilter<ApiProblemFilter>().AddEndpointFilter<ApiAntiforgery>();
        ((IEndpointConventionBuilder)api).Add(ProtectChanges);
        ((IEndpointConventionBuilder)api).Finally(ApiErrors.Describe);
        StatusApi.Map(api);
        ConnectionsApi.Map(api);
        MessagesApi.Map(api);
        SendApi.Map(api);
        MessageStreamApi.Map(api);
        RoomsApi.Map(api);
        ListenersApi.Map(api);
        BansApi.Map(api);
        MessageExportApi.Map(api);
        AuditApi.Map(api);
        app.MapOpenApi("/openapi/{documentName}.json");
        ApiPageEndpoint.Map(app);
    }

    /// <summary>What changes something takes an operator, and more where the endpoint says so; the rest takes a viewer.</summary>
    private static void ProtectChanges(EndpointBuilder endpoint)
    {
        if (endpoint.Metadata.OfType<IHttpMethodMetadata>().SelectMany(methods => methods.HttpMethods).Any(method => !HttpMethods.IsGet(method)))
        {
            endpoint.Metadata.Add(new AuthorizeAttribute(nameof(OperatorRole.Operator)));
        }
    }

    /// <summary>Who asks.</summary>
    public static OperatorIdentity Caller(this HttpContext context) => OperatorIdentity.Of(context.User);

    /// <summary>Answers what went wrong before an endpoint, such as a body that is no JSON; anything unexpected stays in the server's log.</summary>
    private static Task AnswerAsync(HttpContext context)
    {
        var failed = context.Features.Get<IExceptionHandlerFeature>();
        return (failed?.Error switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest, InnerException: JsonException json } => ApiProblemFilter.Wrong([ApiBody.Problem(
                json, failed.Endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType, context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions)]),
            BadHttpRequestException missing when missing.Message.Contains("no body", StringComparison.Ordinal) => ApiProblemFilter.Wrong([ApiBody.Missing]),
            BadHttpRequestException wrong => Results.Problem(wrong.Message, statusCode: wrong.StatusCode),
            _ => Results.Problem("Something went wrong here; the server's log has more.", statusCode: StatusCodes.Status500InternalServerError),
        }).ExecuteAsync(context);
    }

    private static string? DetailOf(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status408RequestTimeout => "The body came too slowly.",
        StatusCodes.Status404NotFound => $"There is nothing at {ApiQuery.Shown(context.Request.Path)}.",
        StatusCodes.Status405MethodNotAllowed => $"{context.Request.Method} is not possible at {ApiQuery.Shown(context.Request.Path)}: expected {context.Response.Headers.Allow}.",
        StatusCodes.Status413PayloadTooLarge => $"The body is too large: expected at most {DashboardLimits.MostBodyBytes} bytes.",
        StatusCodes.Status415UnsupportedMediaType => "The body is of another type than expected: Content-Type: application/json.",
        _ => null,
    };
}
