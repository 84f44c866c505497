using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Operators.SignIn.Passkeys;

namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // Sign-in
    internal virtual string SignIn => "Sign in";
    internal virtual string SignOut => "Sign out";
    internal virtual string AccountName => "Name";
    internal virtual string Password => "Password";
    internal virtual string SignInWrong => "The name or the password is not right.";
    internal virtual string SignInWait(int minutes) => $"Too many attempts. Try again in {minutes} minutes.";
    internal virtual string CodeLead => "Enter the six digits that your authenticator app shows for ChatHub.";
    internal virtual string Code => "Code";
    internal virtual string StartOver => "Start over";
    internal virtual string ForgottenLead => "Password lost? At the server's own shell, a new one is set with";

    // Set-up
    internal virtual string SetUp => "Set up ChatHub";
    internal virtual string SetUpLead => "This account may do everything, and it makes the accounts of others.";
    internal virtual string SetUpWhere => "There is no operator yet. The console where ChatHub was started shows a link to make the first one: open that link in this browser.";
    internal virtual string SetUpExpired => "The link is good once, for 30 minutes. A restart of ChatHub shows a new one. An operator can also be made at the server's own shell, with";
    internal virtual string SetUpGo => "Make the account";
    internal virtual string AccountNameHint(int most) => $"Up to {most} letters, digits, - _ and .";
    internal virtual string PasswordHint(int least) => $"{least} characters or more; a few words make a good one.";
    internal virtual string PasswordAgain => "Password again";

    // The own account
    internal virtual string OwnAccount => "Your account";
    internal virtual string ChangePassword => "Change the password";
    internal virtual string PasswordPresent => "Present password";
    internal virtual string PasswordNew => "New password";
    internal virtual string PasswordChanged => "The password is changed. All other sessions of this account have ended.";
    internal virtual string SecondFactor => "Second factor";
    internal virtual string SecondFactorLead => "With an authenticator app, a code is asked for after the password. Scan the picture with the app, then enter the code that it shows.";
    internal virtual string SecondFactorPicture => "QR code with the secret for the authenticator app";
    internal virtual string SecondFactorSecret => "Or type this secret into the app:";
    internal virtual string SecondFactorOn => "A code is asked for after the password.";
    internal virtual string SecondFactorOff => "No code is asked for any more.";
    internal virtual string SecondFactorSwitchOn => "Ask for codes";
    internal virtual string SecondFactorSwitchOff => "Ask for no codes";
    internal virtual string OwnSessions => "Where you are signed in";
    internal virtual string SessionSeen(string when) => $"last used {when} UTC";
    internal virtual string ThisSession => "this session";
    internal virtual string EndSession => "Sign out there";
    internal virtual string SessionEnded => "That session has ended.";

    // Roles
    internal virtual string NotAllowedHere => "This page is not for your role.";
    internal virtual string SignInOff => "Sign-in is off";
    internal virtual string ListenersSeenOnly => "Administrators start, stop and change listeners.";
    internal virtual string SignInOffLong => "Sign-in is off: everyone at this machine is administrator.";

    internal virtual string RoleName(OperatorRole role) => role switch
    {
        OperatorRole.Viewer => "Viewer",
        OperatorRole.Operator => "Operator",
        OperatorRole.Administrator => "Administrator",
        _ => "none",
    };

    internal virtual string AccountProblemText(AccountProblem problem) => problem switch
    {
        AccountProblem.NameWrong => $"A name has 1 to {OperatorNames.Most} letters, digits, - _ and .; it begins with a letter or a digit.",
        AccountProblem.NameReserved => "That name would be taken for the server itself, or for nobody. Take another.",
        AccountProblem.NameTaken => "That name is taken, or looks like one that is.",
        AccountProblem.Unknown => "There is no such thing any more.",
        AccountProblem.PasswordShort => $"A password has at least {PasswordRules.Least} characters.",
        AccountProblem.PasswordLong => $"A password has at most {PasswordRules.Most} characters.",
        AccountProblem.PasswordCommon => "That is one of the passwords that are tried first. Take a few words that have nothing to do with each other.",
        AccountProblem.PasswordDiffers => "The two passwords differ.",
        AccountProblem.PasswordWrong => "The present password is not right.",
        AccountProblem.Wait => SignInWait((int)SignInFailures.LockedFor.TotalMinutes),
        AccountProblem.LastAdministrator => "It is the last administrator with a password.",
        AccountProblem.PasskeyNameWrong => PasskeyNameWrong(PasskeyRules.MostNameCharacters),
        AccountProblem.PasskeysMany => PasskeysMany(OperatorAccounts.MostPasskeys),
        AccountProblem.PasskeyWrong => PasskeyNotGood,
        AccountProblem.OpenId => "Its OpenID Connect provider says how it signs in and what it may.",
        AccountProblem.CodeWrong => "The code is not right. Codes are good for 30 seconds, and once.",
        _ => "It has changed meanwhile: try again.",
    };
}
