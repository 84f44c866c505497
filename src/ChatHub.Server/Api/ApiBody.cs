using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Api;

/// <summary>Says what is wrong with a body that cannot be read, and what is allowed where it is wrong, without the names of types in the code.</summary>
internal static class ApiBody
{
    /// <summary>Name under which <c>errors</c> has what is about no single field.</summary>
    public const string Whole = "body";

    /// <summary>There was none.</summary>
    public static QueryProblem Missing { get; } = new(Whole, "The body is missing: expected JSON.");

    /// <summary>What is wrong.</summary>
    /// <param name="wrong">What the framework says.</param>
    /// <param name="type">What the endpoint takes; null where that is not known.</param>
    /// <param name="json">How bodies are read.</param>
    public static QueryProblem Problem(JsonException wrong, Type? type, JsonSerializerOptions json)
    {
        var path = wrong.Path is { Length: > 2 } inside && inside.StartsWith("$.", StringComparison.Ordinal) ? inside[2..] : "";
        if (wrong.Message.Contains("could not be mapped", StringComparison.Ordinal) && wrong.Message.Split('\'') is [_, var field, ..])
        {
            var parent = path == field ? "" : path.EndsWith($".{field}", StringComparison.Ordinal) ? path[..^(field.Length + 1)] : path;
            var known = type is null ? null : At(type, parent, json);
            var name = ApiQuery.Shown(parent.Length == 0 ? field : $"{parent}.{field}");
            return new(name, $"{name} is no field here{(known is null ? "" : $": expected some of {FieldsOf(known)}")}.");
        }

        if (wrong.Message.Contains("could not be converted", StringComparison.Ordinal))
        {
            var name = path.Length == 0 ? Whole : ApiQuery.Shown(path);
            var expected = type is not null && At(type, path, json) is { } wanted ? Expected(wanted) : "a value of another type";
            return new(name, $"{(path.Length == 0 ? "The body" : name)} cannot be read: expected {expected}.");
        }

        return new(Whole, wrong.Message.Contains("uplicate", StringComparison.Ordinal)
            ? "A field is given twice: expected once."
            : string.Create(CultureInfo.InvariantCulture, $"The body is no JSON that can be read (line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine})."));
    }

    /// <summary>A text of a body within its bound.</summary>
    /// <exception cref="ApiProblemException">It is too long.</exception>
    public static void Bound(string field, string? text, int most)
    {
        if (text?.Trim() is { } said && said.Length > most)
        {
            throw new ApiProblemException(field, $"{field} has {said.Length} characters: expected at most {most}.");
        }
    }

    /// <summary>The type at a path like <c>where.q</c> or <c>to.connections[3]</c>; null where there is none.</summary>
    private static JsonTypeInfo? At(Type type, string path, JsonSerializerOptions json)
    {
        var info = Plain(type, json);
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = step.Split('[')[0];
            info = info?.Properties.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } field ? Plain(field.PropertyType, json) : null;
            info = info is not null && name.Length < step.Length ? (info.ElementType is { } item ? Plain(item, json) : null) : info;
        }

        return info;
    }

    private static JsonTypeInfo Plain(Type type, JsonSerializerOptions json) => json.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private static string FieldsOf(JsonTypeInfo type) => string.Join(", ", type.Properties.Select(field => field.Name));

    private static string Expected(JsonTypeInfo wanted) => wanted.Type switch
    {
        { IsEnum: true } words => $"one of {string.Join(", ", Enum.GetNames(words).Select(JsonNamingPolicy.CamelCase.ConvertName))}",
        var type when type == typeof(TimeSpan) => "a duration like 00:05:00",
        var type when type == typeof(DateTimeOffset) => "a time like 2026-11-23T08:30:00Z",
        var type when type == typeof(bool) => "true or false",
        var type when type == typeof(int) => string.Create(CultureInfo.InvariantCulture, $"a whole number of at most {int.MaxValue}"),
        var type when type == typeof(long) => "a whole number",
        var type when type == typeof(double) => "a number",
        var type when type == typeof(string) => "a text",
        _ when wanted.Kind == JsonTypeInfoKind.Enumerable => "a list",
        _ => $"an object with some of {FieldsOf(wanted)}",
    };
}
