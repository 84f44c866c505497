using Microsoft.OpenApi;

namespace ChatHub.Server.Api;

/// <summary>A parameter in the query part of an address: what <see cref="ApiQuery"/> lets through and what the description of the API says are the same list.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is, with range and default.</param>
/// <param name="Type">What its value is. Default text.</param>
/// <param name="IsHeader">Whether it is a header instead.</param>
internal sealed record ApiParameter(string Name, string Description, JsonSchemaType Type = JsonSchemaType.String, bool IsHeader = false)
{
    /// <summary>The filters of the message log.</summary>
    public static IReadOnlyList<ApiParameter> MessageFilters { get; } =
    [
        new("q", "Text to find: words, prefixes (hel*), \"phrases\", any part of Chinese text; all must occur. At most 200 characters."),
        new("room", "Name of a room."),
        new("listener", "Name of a listener."),
        new("connection", "Number of a connection.", JsonSchemaType.Integer),
        new("sender", "Name of the sender, whole."),
        new("remote", "Remote endpoint (10.0.0.7:51312), or an address, which finds all its ports."),
        new("kind", "Some of text, emote, private, server, system, with commas between."),
        new("from", "The earliest time, inclusive: 2026-11-23, 2026-11-23T08:30:00Z. UTC without an offset."),
        new("to", "The latest time, exclusive."),
    ];
}

/// <summary>Says which parameters an endpoint has.</summary>
internal static class ApiParameters
{
    /// <summary>Describes them.</summary>
    public static RouteHandlerBuilder Takes(this RouteHandlerBuilder endpoint, IReadOnlyList<ApiParameter> parameters) => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
    {
        operation.Parameters ??= [];
        foreach (var parameter in parameters)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = parameter.IsHeader ? ParameterLocation.Header : ParameterLocation.Query,
                Description = parameter.Description,
                Schema = new OpenApiSchema { Type = parameter.Type, Format = parameter.Type == JsonSchemaType.Integer ? "int64" : null },
            });
        }

        return Task.CompletedTask;
    });
}
