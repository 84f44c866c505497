using ChatHub.Server.Operators.SignIn.OpenId;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // OpenID Connect
    internal virtual string SignInWith(string provider) => $"Sign in with {provider}";
    internal virtual string SignInOr => "or";
    internal virtual string SignedInGoOn => "You are signed in.";
    internal virtual string OpenIdAccount(string provider) => $"{provider} vouches for you. It has your password, and says what you may do here.";

    internal virtual string OpenIdText(OpenIdAnswer answer, string provider) => answer switch
    {
        OpenIdAnswer.NoRole => $"{provider} gives you no role in ChatHub. Ask whoever administrates it.",
        OpenIdAnswer.NameTaken => "Your name belongs to another account of ChatHub, looks like one that does, or is reserved. Ask an administrator.",
        OpenIdAnswer.Locked => "An administrator locked your account.",
        OpenIdAnswer.Unreachable => $"{provider} does not answer. Try again later.",
        _ => $"The sign-in with {provider} was not completed. Try again.",
    };
}
