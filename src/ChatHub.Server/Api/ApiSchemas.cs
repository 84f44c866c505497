using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ChatHub.Server.Api;

/// <summary>Makes the schemas of the description say what <see cref="ApiRegistration.SetJson"/> does: times are texts, and an answer leaves out what is null.</summary>
internal static class ApiSchemas
{
    /// <summary>A converter hides from the framework what it writes, so times would have no type.</summary>
    public static Task TypeTimes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellation)
    {
        var type = context.JsonPropertyInfo?.PropertyType ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset) || type == typeof(DateTimeOffset?))
        {
            schema.Type = JsonSchemaType.String | (type == typeof(DateTimeOffset?) ? JsonSchemaType.Null : default);
        }

        return Task.CompletedTask;
    }

    /// <summary>No field of an answer is required that may be null. Bodies of requests stay as they are: there the word says what has to be given.</summary>
    public static void LetNullsBeLeftOut(OpenApiDocument document)
    {
        var seen = new HashSet<IOpenApiSchema>();
        foreach (var answer in document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Responses!.Values))
        {
            foreach (var content in answer.Content?.Values ?? [])
            {
                Walk(content.Schema);
            }
        }

        void Walk(IOpenApiSchema? schema)
        {
            schema = schema is OpenApiSchemaReference { Reference.Id: { } id } ? document.Components!.Schemas![id] : schema;
            if (schema is null || !seen.Add(schema))
            {
                return;
            }

            foreach (var (name, field) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
            {
                if (MayBeNull(field))
                {
                    schema.Required?.Remove(name);
                }

                Walk(field);
            }

            Walk(schema.Items);
            foreach (var one in schema.OneOf ?? [])
            {
                Walk(one);
            }
        }
    }

    private static bool MayBeNull(IOpenApiSchema schema) => schema.Type?.HasFlag(JsonSchemaType.Null) == true || schema.OneOf?.Any(MayBeNull) == true;
}
