using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ChatHub.Server.Api;

/// <summary>Has the guide, made once from the same description that <c>/openapi/v1.json</c> gives.</summary>
internal sealed class ApiGuideSource([FromKeyedServices("v1")] IOpenApiDocumentProvider description)
{
    private ApiGuide? _guide;

    /// <summary>The guide.</summary>
    public async Task<ApiGuide> GetAsync(CancellationToken cancellation)
    {
        if (_guide is not { } guide)
        {
            var document = await description.GetOpenApiDocumentAsync(cancellation);
            _guide = guide = ApiGuide.Read(JsonNode.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellation))!);
        }

        return guide;
    }
}
