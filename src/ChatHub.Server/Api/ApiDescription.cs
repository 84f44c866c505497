using Microsoft.AspNetCore.OpenApi;

namespace ChatHub.Server.Api;

/// <summary>What the description of the API (<c>/openapi/v1.json</c>) says beyond what the endpoints say of themselves.</summary>
internal static class ApiDescription
{
    /// <summary>Completes it.</summary>
    public static void Complete(OpenApiOptions options)
    {
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new()
            {
                Title = "ChatHub",
                Version = "v1",
                Description = "The HTTP API of a ChatHub server. JSON, UTC times in ISO 8601, durations like 00:05:00. Errors are application/problem+json, whose detail names the field and what is allowed.",
            };
            document.Servers = null; // the address is the one that it was read from
            return Task.CompletedTask;
        });
    }
}
