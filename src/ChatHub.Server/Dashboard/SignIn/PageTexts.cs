using ChatHub.Server.Dashboard.Texts;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.SignIn;

namespace ChatHub.Server.Dashboard.SignIn;

/// <summary>The language of pages that no script stands behind: what the address says, else what the browser asks for.</summary>
internal static class PageTexts
{
    /// <summary>The texts for a request.</summary>
    public static UiTexts Of(HttpRequest request)
    {
        var asked = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.Value ?? "");
        return TextCatalog.Find(request.Query["lang"].ToString() is { Length: > 0 } chosen ? [chosen] : asked);
    }

    /// <summary>What is wrong, in words; null for nothing.</summary>
    public static string? Words(this UiTexts texts, AccountProblem problem) => problem == AccountProblem.None ? null : texts.AccountProblemText(problem);

    /// <summary>Why somebody is not in, in words; null for no reason.</summary>
    public static string? Words(this UiTexts texts, SignInAnswer answer) => answer switch
    {
        SignInAnswer.Wrong => texts.SignInWrong,
        SignInAnswer.Wait => texts.SignInWait((int)SignInFailures.LockedFor.TotalMinutes),
        SignInAnswer.PasskeyWrong => texts.PasskeyRefused,
        SignInAnswer.Changed => texts.AccountProblemText(AccountProblem.Changed),
        SignInAnswer.CodeWrong => texts.AccountProblemText(AccountProblem.CodeWrong),
        _ => null,
    };
}
