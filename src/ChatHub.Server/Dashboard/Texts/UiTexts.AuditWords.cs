using System.Globalization;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Webhooks;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>What entries of the audit say. They are taken down in English, as programs and the export get them.</summary>
public partial class UiTexts
{
    /// <summary>What was done, by its name in the audit.</summary>
    internal virtual string AuditActText(string act) => act;

    /// <summary>On what it was done.</summary>
    internal virtual string AuditTargetText(AuditEntry entry) => entry.Target;

    /// <summary>What else is known of it: how many, why not.</summary>
    internal string AuditDetailText(AuditEntry entry) =>
        entry.Detail.Length == 0 ? ""
        : entry.Act == "test-webhook" && AnswerIn(entry.Detail) is { } answer ? answer.IsGood ? WebhookTestGood(answer.Status ?? 200) : WebhookTestBad(WebhookFaultText(answer))
        : char.IsAsciiLetterUpper(entry.Detail[0]) && Enum.TryParse<AccountProblem>(entry.Detail, out var problem) ? AccountProblemText(problem)
        : AuditDetailWords(entry.Detail);

    private static WebhookAnswer? AnswerIn(string detail) =>
        detail.Split(' ') is [var word, ..] parts && Enum.TryParse<WebhookFault>(word, out var fault) ? new(fault, parts is [_, var last] && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null) : null;

    /// <summary>The same, of what is no answer of a webhook and no problem of an account.</summary>
    private protected virtual string AuditDetailWords(string words) => words;
}
