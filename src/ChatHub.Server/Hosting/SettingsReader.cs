using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace ChatHub.Server.Hosting;

/// <summary>
/// Reads an options class from a section of the settings, strictly: a value that does not convert, a value out of range and a key that
/// nobody knows each give one line with key, value and what is allowed.
/// </summary>
internal static class SettingsReader
{
    /// <param name="section">The section.</param>
    /// <param name="problems">What is wrong is added.</param>
    /// <param name="others">Keys of the section that belong to others.</param>
    public static T Read<T>(IConfigurationSection section, ICollection<string> problems, params string[] others)
        where T : class, new()
    {
        var options = new T();
        Read(options, section, problems, others);
        return options;
    }

    private static void Read(object options, IConfigurationSection section, ICollection<string> problems, string[] others)
    {
        var properties = options.GetType().GetProperties().Where(property => property.CanWrite).ToArray();
        foreach (var child in section.GetChildren().Where(child => !others.Contains(child.Key, StringComparer.OrdinalIgnoreCase)))
        {
            var property = properties.FirstOrDefault(known => known.Name.Equals(child.Key, StringComparison.OrdinalIgnoreCase));
            if (property is null)
            {
                // Not its value: it may be a password whose key is misspelt.
                problems.Add($"{child.Path}: no such setting; known here: {string.Join(", ", properties.Select(known => known.Name).Concat(others))}");
            }
            else if (property.GetValue(options) is { } part && property.PropertyType.IsClass && property.PropertyType != typeof(string))
            {
                Read(part, child, problems, []); // a group of settings
            }
            else if (child.Value is { } value && (value.Length > 0 || property.PropertyType == typeof(string)))
            {
                Set(options, property, child.Path, value, problems);
            }
        }
    }

    private static void Set(object options, PropertyInfo property, string key, string value, ICollection<string> problems)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object? converted;
        try
        {
            // A bare number would be days: whoever writes 5 means seconds.
            var isBareDuration = type == typeof(TimeSpan) && !value.Contains(':', StringComparison.Ordinal);
            converted = isBareDuration || (type.IsEnum && !Enum.GetNames(type).Contains(value, StringComparer.OrdinalIgnoreCase))
                ? null
                : TypeDescriptor.GetConverter(type).ConvertFromString(null, CultureInfo.InvariantCulture, value);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or NotSupportedException or InvalidOperationException)
        {
            converted = null;
        }

        var rules = property.GetCustomAttributes<ValidationAttribute>().ToArray();
        if (converted is null || !rules.All(rule => rule.IsValid(converted)))
        {
            problems.Add($"{key} is '{value}': expected {Allowed(type, rules)}");
            return;
        }

        property.SetValue(options, converted);
    }

    private static string Allowed(Type type, ValidationAttribute[] rules)
    {
        var kind = type switch
        {
            { IsEnum: true } => "one of " + string.Join(", ", Enum.GetNames(type)),
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(TimeSpan) => "a duration like 00:00:10 (hours:minutes:seconds)",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ => "text",
        };
        return rules.OfType<RangeAttribute>().FirstOrDefault() is { } range ? $"{kind} from {Shown(range.Minimum)} to {Shown(range.Maximum)}"
            : rules.OfType<StringLengthAttribute>().FirstOrDefault() is { } length ? $"{kind} of {length.MinimumLength} to {length.MaximumLength} characters"
            : kind;
    }

    /// <summary>A bound of a range; a validated range holds durations in place of their text.</summary>
    private static string Shown(object bound) => bound is TimeSpan time
        ? time.ToString(time.Days > 0 ? @"d\.hh\:mm\:ss" : time.Milliseconds == 0 ? @"hh\:mm\:ss" : @"hh\:mm\:ss\.fff", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{bound}");
}
