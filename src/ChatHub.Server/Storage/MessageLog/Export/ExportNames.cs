using System.Text.Json;

namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>Names of enum values as exports write them: <c>text</c>, <c>listenerStarted</c>.</summary>
internal static class ExportNames
{
    /// <summary>The name of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Known<T>.Names.TryGetValue(value, out var name) ? name : JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static class Known<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Names = Enum.GetValues<T>().Distinct().ToDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));
    }
}
