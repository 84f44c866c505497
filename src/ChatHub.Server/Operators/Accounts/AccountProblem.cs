namespace ChatHub.Server.Operators.Accounts;

/// <summary>Why something about an account is not done.</summary>
internal enum AccountProblem : byte
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The name is no good.</summary>
    NameWrong,

    /// <summary>The name would be taken for the server, or for nobody.</summary>
    NameReserved,

    /// <summary>Another account has the name, or one that looks like it.</summary>
    NameTaken,

    /// <summary>There is no such account, key or session.</summary>
    Unknown,

    /// <summary>The password is shorter than <see cref="PasswordRules.Least"/>.</summary>
    PasswordShort,

    /// <summary>The password is longer than <see cref="PasswordRules.Most"/>.</summary>
    PasswordLong,

    /// <summary>The password is one of those that are tried first.</summary>
    PasswordCommon,

    /// <summary>The two passwords differ.</summary>
    PasswordDiffers,

    /// <summary>The present password is not right.</summary>
    PasswordWrong,

    /// <summary>Too many failures: the account or the address has to wait before its password is looked at.</summary>
    Wait,

    /// <summary>Nobody could administrate any more.</summary>
    LastAdministrator,

    /// <summary>The code is not right.</summary>
    CodeWrong,

    /// <summary>That cannot be what a passkey is called.</summary>
    PasskeyNameWrong,

    /// <summary>The account has <see cref="OperatorAccounts.MostPasskeys"/> already.</summary>
    PasskeysMany,

    /// <summary>The passkey is not good, or answers too late.</summary>
    PasskeyWrong,

    /// <summary>An OpenID Connect provider says how it signs in and what it may.</summary>
    OpenId,

    /// <summary>It has changed meanwhile.</summary>
    Changed,
}
