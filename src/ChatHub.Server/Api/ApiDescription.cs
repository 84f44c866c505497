using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ChatHub.Server.Api;

/// <summary>What the description of the API (<c>/openapi/v1.json</c>) says beyond what the endpoints say of themselves.</summary>
internal static class ApiDescription
{
    private const string Bearer = "Bearer";

    /// <summary>Completes it.</summary>
    public static void Complete(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddSchemaTransformer(ApiSchemas.TypeTimes);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "ChatHub",
                Version = "v1",
                Description = "The HTTP API of a ChatHub server. JSON, UTC times in ISO 8601, durations like 00:05:00. Errors are application/problem+json, whose detail names the field and what is allowed.",
            };
            document.Servers = null; // the address is the one that it was read from
            ApiSchemas.LetNullsBeLeftOut(document);
            document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key." });
            document.Security = [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
            return Task.CompletedTask;
        });
    }
}
