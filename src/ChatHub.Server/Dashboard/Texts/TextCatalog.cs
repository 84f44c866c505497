namespace ChatHub.Server.Dashboard.Texts;

/// <summary>The languages of the dashboard: every class of texts in this assembly.</summary>
public static class TextCatalog
{
    /// <summary>All of them, English first.</summary>
    public static IReadOnlyList<UiTexts> All { get; } = typeof(UiTexts).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(UiTexts)))
        .Select(type => (UiTexts)Activator.CreateInstance(type)!)
        .OrderBy(texts => texts.GetType() == typeof(UiTexts) ? "" : texts.Tag, StringComparer.Ordinal)
        .ToArray();

    /// <summary>The texts for the first of the wanted languages that there is (<c>zh-CN</c> finds <c>zh-Hans</c>); English otherwise.</summary>
    public static UiTexts Find(IEnumerable<string> wanted) => wanted
        .Select(tag => All.FirstOrDefault(texts => tag.Equals(texts.Tag, StringComparison.OrdinalIgnoreCase)) ?? All.FirstOrDefault(texts => Primary(tag) == Primary(texts.Tag)))
        .FirstOrDefault(texts => texts is not null) ?? All[0];

    private static string Primary(string tag) => tag.Split('-')[0].ToLowerInvariant();
}
