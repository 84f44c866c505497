using System.Text.Json;

namespace ChatHub.Server.Dashboard.Reading;

/// <summary>The highlights of one viewer, the first that matches counts. Immutable: a row knows by reference whether it is drawn with them.</summary>
public sealed class HighlightRules
{
    /// <summary>Under which key the browser keeps them.</summary>
    public const string Key = "highlights";

    /// <summary>Most rules.</summary>
    public const int Most = 20;

    private HighlightRules(IReadOnlyList<HighlightRule> rules) => (Rules, Alarming) = (rules, [.. rules.Where(rule => rule.Sounds || rule.Notifies)]);

    /// <summary>No highlights.</summary>
    public static HighlightRules None { get; } = new([]);

    /// <summary>The rules.</summary>
    public IReadOnlyList<HighlightRule> Rules { get; }

    /// <summary>Those that sound or notify.</summary>
    public IReadOnlyList<HighlightRule> Alarming { get; }

    /// <summary>What a browser kept (<see cref="ToString"/>); what cannot be used of it is left out.</summary>
    public static HighlightRules Parse(string kept)
    {
        try
        {
            return kept.Length is 0 or > 20_000 ? None : Of(JsonSerializer.Deserialize<HighlightRule?[]>(kept) ?? []);
        }
        catch (JsonException)
        {
            return None;
        }
    }

    /// <summary>With one more rule; a rule of the same word goes.</summary>
    public HighlightRules With(HighlightRule rule) => Of([.. Rules.Where(one => one.What != rule.What), rule]);

    /// <summary>With a rule at a place; a rule of the same word goes.</summary>
    public HighlightRules With(HighlightRule rule, int at)
    {
        var others = Rules.Where(one => one.What != rule.What).ToList();
        others.Insert(Math.Min(at, others.Count), rule);
        return Of(others);
    }

    /// <summary>With the rule of a word changed.</summary>
    public HighlightRules Change(string what, Func<HighlightRule, HighlightRule> change) => Of(Rules.Select(one => one.What == what ? change(one) : one));

    /// <summary>Without the rule of a word.</summary>
    public HighlightRules Without(string what) => Of(Rules.Where(one => one.What != what));

    /// <summary>The first rule that a line matches; null for none.</summary>
    /// <param name="who">Who said it.</param>
    /// <param name="text">What was said.</param>
    public HighlightRule? Find(string who, string text)
    {
        foreach (var rule in Rules)
        {
            if (rule.Matches(text) || rule.Matches(who))
            {
                return rule;
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public override string ToString() => JsonSerializer.Serialize(Rules.Select(rule => new { rule.What, rule.Colour, rule.Sounds, rule.Notifies }));

    private static HighlightRules Of(IEnumerable<HighlightRule?> rules) => new([.. rules.OfType<HighlightRule>().Where(rule => rule.What is not null && rule.IsGood).Take(Most)]);
}
