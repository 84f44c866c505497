namespace ChatHub.Server.Dashboard.Texts;

public partial class UiTexts
{
    // Passkeys
    internal virtual string Passkeys => "Passkeys";
    internal virtual string PasskeysLead => "A passkey signs you in by the fingerprint, face or PIN of your device, or by a security key. It takes the place of password and code, at this address of ChatHub. Removing one ends your other sessions; changing the password leaves all passkeys as they are.";
    internal virtual string PasskeysCannot => "This browser cannot make one here: passkeys need HTTPS, or localhost, and a host name in place of a bare address.";
    internal virtual string PasskeySignIn => "Sign in with a passkey";
    internal virtual string PasskeyName => "Name of the new passkey";
    internal virtual string PasskeyNameExample => "Laptop, phone, security key";
    internal virtual string PasskeyAdd => "Add a passkey";
    internal virtual string PasskeyChange => "Change";
    internal virtual string PasskeyRename => "Rename";
    internal virtual string PasskeyRemove => "Remove";
    internal virtual string PasskeyMade(string day) => $"made {day}";
    internal virtual string PasskeyUsed(string day) => $"last used {day} UTC";
    internal virtual string PasskeyUnused => "not used yet";
    internal virtual string PasskeyAdded => "The passkey is added. It signs you in from now on.";
    internal virtual string PasskeyRenamed => "The passkey is renamed.";
    internal virtual string PasskeyRemoved => "The passkey is removed. All other sessions of this account have ended.";
    internal virtual string PasskeyCancelled => "No passkey was used: it was cancelled, or took too long.";
    internal virtual string PasskeyThere => "This device has a passkey for your account already.";
    internal virtual string PasskeyFailed => "That did not work. Try again in a minute.";
    internal virtual string PasskeyRefused => "That passkey is not known here, or is no good any more.";
    internal virtual string PasskeyNameWrong(int most) => $"Give the passkey a name of at most {most} characters.";
    internal virtual string PasskeysMany(int most) => $"An account has at most {most} passkeys: remove one first.";
    internal virtual string PasskeyNotGood => "The passkey could not be checked, or took too long. Try again.";
}
