using System.Text.Json.Nodes;

namespace ChatHub.Server.Api;

/// <summary>The description of the API made ready for reading.</summary>
/// <param name="Groups">The operations by resource, in the order of the description.</param>
/// <param name="Types">What bodies and answers are made of, by name.</param>
public sealed record ApiGuide(IReadOnlyList<ApiGuideGroup> Groups, IReadOnlyList<ApiGuideType> Types)
{
    private const string Root = "/api/v1/";

    /// <summary>Reads a description (OpenAPI 3.1, as <c>/openapi/v1.json</c> gives it).</summary>
    internal static ApiGuide Read(JsonNode description)
    {
        var operations = from path in description["paths"]!.AsObject()
                         from operation in path.Value!.AsObject()
                         select ReadOperation(operation.Key.ToUpperInvariant(), path.Key, operation.Value!);
        return new(
            [.. operations.GroupBy(operation => operation.Path[Root.Length..].Split('/')[0]).Select(group => new ApiGuideGroup(group.Key, [.. group]))],
            [.. description["components"]!["schemas"]!.AsObject().OrderBy(schema => schema.Key, StringComparer.Ordinal).Select(schema => ReadType(schema.Key, schema.Value!))]);
    }

    private static ApiGuideOperation ReadOperation(string method, string path, JsonNode operation) => new(
        method,
        path,
        (string?)operation["summary"] ?? "",
        [.. (operation["parameters"]?.AsArray() ?? []).Select(one => ReadField((string)one!["name"]!, one["schema"], (string?)one["description"]) with { Place = (string)one["in"]! })],
        TypeOfContent(operation["requestBody"]),
        [.. operation["responses"]!.AsObject().Select(answer => (answer.Key, TypeOfContent(answer.Value)))]);

    private static ApiGuideType ReadType(string name, JsonNode schema) => new(
        name,
        (string?)schema["description"] ?? "",
        [.. (schema["properties"]?.AsObject() ?? []).Select(field => ReadField(field.Key, field.Value, (string?)field.Value!["description"]))],
        [.. (schema["enum"]?.AsArray() ?? []).Select(value => value?.ToString()).OfType<string>()]);

    private static ApiGuideField ReadField(string name, JsonNode? schema, string? description)
    {
        var type = TypeOf(schema);
        return new(name, type.Text, type.Name, description ?? "");
    }

    private static ApiGuideField? TypeOfContent(JsonNode? body) =>
        body?["content"]?.AsObject().FirstOrDefault() is { Value: { } content } one ? ReadField(one.Key, content["schema"], null) : null;

    /// <summary>A schema in short: <c>text</c>, <c>list of RoomModel</c>; and the name of the type in it, where it has one of its own.</summary>
    private static (string Text, string? Name) TypeOf(JsonNode? schema)
    {
        if (schema?["$ref"] is { } reference)
        {
            var name = ((string)reference!).Split('/')[^1];
            return (name, name);
        }

        if ((schema?["oneOf"] ?? schema?["anyOf"])?.AsArray().FirstOrDefault(one => (string?)one!["type"] != "null") is { } other)
        {
            return TypeOf(other);
        }

        var words = (schema?["type"] is JsonArray many ? many.Select(one => (string?)one) : [(string?)schema?["type"]]).Where(one => one is not (null or "null")).ToArray();
        if (words.Contains("array"))
        {
            var (text, name) = TypeOf(schema!["items"]);
            return ($"{text}[]", name);
        }

        return ((string?)schema?["format"] is { } format ? $"{string.Join(" | ", words)} ({format})" : string.Join(" | ", words), null);
    }
}

/// <summary>The operations of a resource.</summary>
/// <param name="Name">Its name: the first part of the address below <c>/api/v1/</c>.</param>
/// <param name="Operations">What can be asked.</param>
public sealed record ApiGuideGroup(string Name, IReadOnlyList<ApiGuideOperation> Operations);

/// <summary>Something that can be asked.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">The address.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Body">The type of its body, named by its media type; null for none.</param>
/// <param name="Answers">The answers by status, each with its type, named by its media type, where it has a body.</param>
public sealed record ApiGuideOperation(
    string Method, string Path, string Summary, IReadOnlyList<ApiGuideField> Parameters, ApiGuideField? Body, IReadOnlyList<(string Status, ApiGuideField? Type)> Answers);

/// <summary>A type of the API.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Fields">Its fields.</param>
/// <param name="Values">Its values, where it is a choice.</param>
public sealed record ApiGuideType(string Name, string Description, IReadOnlyList<ApiGuideField> Fields, IReadOnlyList<string> Values);

/// <summary>A parameter or a field.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in short.</param>
/// <param name="TypeName">The name of the type in it that is described; null for none.</param>
/// <param name="Description">What it is.</param>
public sealed record ApiGuideField(string Name, string Type, string? TypeName, string Description)
{
    /// <summary>Where a parameter stands: <c>path query header</c>.</summary>
    public string Place { get; init; } = "";
}
