using System.Text.Json;

namespace ChatHub.Server.Dashboard.Sending;

/// <summary>The snippets of the send box as the browser writes them: a list of <c>{ name, t, o }</c>, the text and how it is meant.</summary>
internal static class Snippets
{
    /// <summary>Most snippets.</summary>
    public const int Most = 100;

    /// <summary>Whether that is such a list.</summary>
    public static bool AreGood(string json)
    {
        try
        {
            using var list = JsonDocument.Parse(json, new() { MaxDepth = 3 });
            return list.RootElement.ValueKind == JsonValueKind.Array && list.RootElement.GetArrayLength() <= Most && list.RootElement.EnumerateArray().All(IsGood);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool IsGood(JsonElement one) =>
        one.ValueKind == JsonValueKind.Object && one.EnumerateObject().All(part => part.Name is "name" or "t" or "o" && part.Value.ValueKind == JsonValueKind.String)
        && one.TryGetProperty("name", out _) && one.TryGetProperty("t", out _) && one.TryGetProperty("o", out _);
}
