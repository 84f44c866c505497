using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ChatHub.Chat;
using ChatHub.Server.Hosting;
using ChatHub.Server.Hosting.SettingsChanges;
using ChatHub.Server.Operators;
using ChatHub.Server.Storage.MessageLog;
using ChatHub.Wire.Connections;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Tests.Hosting;

/// <summary><c>docs/settings.md</c>, made from the options classes: their properties, defaults, ranges and docstrings.</summary>
internal static partial class SettingsDocument
{
    private static readonly (string Prefix, string Title, object Options)[] s_groups =
    [
        ("ChatHub", "The server", new ServerOptions()),
        ("ChatHub:Operators", "Operators", new OperatorsOptions()),
        ("ChatHub:Listeners:<name>", "Listeners", new ListenerOptions()),
        ("ChatHub:Limits", "Limits", new LimitsOptions()),
        ("ChatHub:Hub", "The hub", new HubOptions()),
        ("ChatHub:MessageLog", "The message log", new MessageLogOptions()),
    ];

    private const string Head =
        """
        # Settings

        Made from the program by a test (`SettingsDocumentTests`): every key under `ChatHub`. The [README](../README.md#settings) has those that most people need, and `Urls` and `AllowedHosts`.

        They are read from `appsettings.json` beside the program, then one in the working directory, then the environment (`__` for `:`, as in `ChatHub__Limits__Connections=100`), then
        the command line (`--ChatHub:Limits:Connections=100`); the later one counts. A duration is `hours:minutes:seconds`, with days as `30.00:00:00`. `--check-config` checks them
        without starting; a wrong value or an unknown key stops the start with a line that says what is allowed.

        A change of these files is seen within two seconds, by their content. All settings are read and checked as at a start, with the environment and the command line over them, and the change is in force
        as a whole or not at all: where something is wrong, or a listener cannot listen where it should, all stays as it was, and the log and the dashboard say why. What has "restart" in the column
        "Change" waits for the next start, which is said too; all else holds at once: limits for the connections that are open too (fewer of them closes nobody), what a listener has for those that come
        from then on. A listener's clients are disconnected, and told, only where it goes, is switched off (`Enabled`), or has another protocol, encoding or room. Of what is not ChatHub's own, `Logging`
        and `AllowedHosts` hold at once and `Urls` waits. A file that is deleted changes nothing. Listeners that operators added are theirs, and are not touched. The files of certificates are read again
        when they change.

        """;

    public static string Write()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var (prefix, title, options) in s_groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {title}\n\n| Key | Type | Default | Allowed | Change | Meaning |\n|---|---|---|---|---|---|\n");
            WriteRows(text, prefix, options);
        }

        return text.ToString();
    }

    private static void WriteRows(StringBuilder text, string prefix, object options, bool waits = false)
    {
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite))
        {
            var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
            var value = property.GetValue(options);
            var itWaits = waits || SettingsDifference.IsAtRestart(property);
            if (type.IsClass && type != typeof(string))
            {
                WriteRows(text, $"{prefix}:{property.Name}", value!, itWaits);
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"| `{prefix}:{property.Name}` | {Kind(type)} | {Shown(value)} | {Allowed(property, type)} | {(itWaits ? "restart" : "at once")} | {Meaning(property)} |\n");
        }
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "choice" : type == typeof(bool) ? "true or false" : type == typeof(TimeSpan) ? "duration" : type == typeof(string) ? "text" : type == typeof(double) ? "number" : "whole number";

    private static string Shown(object? value) => value switch
    {
        null or "" => "",
        bool truth => truth ? "`true`" : "`false`",
        TimeSpan time => $"`{time.ToString(time.Days > 0 ? @"d\.hh\:mm\:ss" : time.Milliseconds == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture)}`",
        _ => string.Create(CultureInfo.InvariantCulture, $"`{value}`"),
    };

    private static string Allowed(PropertyInfo property, Type type) =>
        type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(name => $"`{name}`"))
        : property.GetCustomAttribute<RangeAttribute>() is { } range ? $"{Bound(range.Minimum, type)} to {Bound(range.Maximum, type)}"
        : property.GetCustomAttribute<StringLengthAttribute>() is { } length ? $"{length.MinimumLength} to {length.MaximumLength} characters"
        : "";

    private static string Bound(object bound, Type type) => Shown(type == typeof(TimeSpan) && bound is string text ? TimeSpan.Parse(text, CultureInfo.InvariantCulture) : bound);

    /// <summary>The docstring of a property as a line of Markdown.</summary>
    private static string Meaning(PropertyInfo property)
    {
        var assembly = property.DeclaringType!.Assembly.GetName().Name;
        var file = XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml"));
        var summary = file.Descendants("member").Single(member => (string?)member.Attribute("name") == $"P:{property.DeclaringType.FullName}.{property.Name}").Element("summary")!;
        var words = string.Concat(summary.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement { Name.LocalName: "see" } see => $"`{((string)see.Attribute("cref")!).Split('.')[^1]}`",
            XElement other => other.Value,
            _ => node.ToString().Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal),
        }));
        return Spaces().Replace(words, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
