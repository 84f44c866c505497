using System.Reflection;
using System.Text.Json;
using ChatHub.Server.Api;
using ChatHub.Wire.Listeners;

namespace ChatHub.Fuzzing;

/// <summary>Reads an input as the body of each endpoint of the API that takes one, with the settings that the server reads bodies with.</summary>
internal static class FuzzBodies
{
    private static readonly JsonSerializerOptions s_json = Settings();

    /// <summary>The records that bodies become: those that endpoints take, and the options of a listener.</summary>
    public static IReadOnlyList<Type> Types { get; } =
    [
        typeof(ListenerOptions),
        .. typeof(ApiRegistration).Assembly.GetTypes().Where(type => type.Namespace == typeof(ApiRegistration).Namespace && type.Name.EndsWith("Api", StringComparison.Ordinal))
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic)).SelectMany(method => method.GetParameters()).Select(parameter => parameter.ParameterType)
            .Where(type => type.IsNestedPrivate && type.GetMethod("<Clone>$") is not null).Distinct(),
    ];

    public static void Read(byte[] input)
    {
        foreach (var type in Types)
        {
            try
            {
                JsonSerializer.Deserialize(input, type, s_json);
            }
            catch (JsonException)
            {
                // that is how it refuses a body
            }
        }
    }

    private static JsonSerializerOptions Settings()
    {
        var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        ApiRegistration.SetJson(json);
        return json;
    }
}
