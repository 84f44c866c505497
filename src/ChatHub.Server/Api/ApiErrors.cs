using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace ChatHub.Server.Api;

/// <summary>Says with which errors the endpoints answer, for the description of the API. What all of them have in common is found here; the rest each says of itself. A test brings about each one.</summary>
internal static class ApiErrors
{
    private const string Type = "application/problem+json";

    /// <summary>Errors of this endpoint beside those that all have.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.ProducesProblem(status);
        }

        return endpoint;
    }

    /// <summary>Adds those that all have, all that change something, and all that take a body. To be called when the rest is known of the endpoint.</summary>
    public static void Describe(EndpointBuilder endpoint)
    {
        Add<HttpValidationProblemDetails>(Status400BadRequest); // each refuses parameters that it does not know
        Add<ProblemDetails>(Status401Unauthorized);
        Add<ProblemDetails>(Status429TooManyRequests);
        Add<ProblemDetails>(Status503ServiceUnavailable); // there is no operator yet, the message log cannot be read, or the disk does not take what is to be kept
        if (endpoint.Metadata.OfType<Microsoft.AspNetCore.Authorization.IAuthorizeData>().Any())
        {
            Add<ProblemDetails>(Status403Forbidden);
        }

        if (endpoint.Metadata.OfType<IAcceptsMetadata>().Any())
        {
            Add<ProblemDetails>(Status413PayloadTooLarge);
            Add<ProblemDetails>(Status415UnsupportedMediaType);
        }

        void Add<T>(int status) => endpoint.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(T), [Type]));
    }
}
