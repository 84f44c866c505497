using System.Reflection;
using ChatHub.Chat;

namespace ChatHub.Server.Hosting.SettingsChanges;

/// <summary>What differs between the settings in force and those of a changed file.</summary>
internal sealed class SettingsDifference
{
    private static readonly string[] s_framework = ["Logging", "AllowedHosts"]; // what reads them looks again by itself

    /// <summary>Keys that can hold at once.</summary>
    public List<string> Applied { get; } = [];

    /// <summary>Keys that hold from the next start on.</summary>
    public List<string> Waiting { get; } = [];

    /// <summary>Whether a property, or all of its class, is read at the start only.</summary>
    public static bool IsAtRestart(PropertyInfo property) =>
        property.IsDefined(typeof(AtRestartAttribute)) || property.DeclaringType!.IsDefined(typeof(AtRestartAttribute));

    /// <summary>Compares a group of settings. What has to wait for the next start is put back in <paramref name="after"/> to what it was, so that this is what is in force.</summary>
    public void Compare(string key, object before, object after, bool waits = false)
    {
        foreach (var property in after.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var (was, now) = (property.GetValue(before), property.GetValue(after));
            var path = $"{key}:{property.Name}";
            var itWaits = waits || IsAtRestart(property);
            if (property.PropertyType.IsClass && property.PropertyType != typeof(string))
            {
                Compare(path, was!, now!, itWaits);
            }
            else if (!Equals(was, now) && itWaits)
            {
                Waiting.Add(path);
                property.SetValue(after, was);
            }
            else if (!Equals(was, now))
            {
                Applied.Add(path);
            }
        }
    }

    /// <summary>Compares the listeners of the files.</summary>
    public void CompareListeners(ChatHubSettings before, ChatHubSettings after, IEnumerable<string> added, IEnumerable<string> changed, IEnumerable<string> removed)
    {
        Applied.AddRange(added.Select(name => $"ChatHub:Listeners:{name} (new)"));
        foreach (var name in changed)
        {
            Compare($"ChatHub:Listeners:{name}", before.ListenerOptions[name], after.ListenerOptions[name]);
        }

        Applied.AddRange(removed.Select(name => $"ChatHub:Listeners:{name} (removed)"));
    }

    /// <summary>Compares what is no setting of ChatHub itself, and the webhooks, which are read at the start only.</summary>
    public void CompareOthers(IConfiguration before, IConfiguration after)
    {
        var (was, now) = (Others(before), Others(after));
        foreach (var key in was.Keys.Union(now.Keys, StringComparer.OrdinalIgnoreCase).Where(key => was.GetValueOrDefault(key) != now.GetValueOrDefault(key)))
        {
            (s_framework.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase) ? Applied : Waiting).Add(key);
        }
    }

    private static Dictionary<string, string> Others(IConfiguration configuration) => configuration.AsEnumerable()
        .Where(pair => pair.Value is not null && (!pair.Key.StartsWith("ChatHub:", StringComparison.OrdinalIgnoreCase) || pair.Key.StartsWith("ChatHub:Webhooks:", StringComparison.OrdinalIgnoreCase)))
        .ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.OrdinalIgnoreCase);
}
