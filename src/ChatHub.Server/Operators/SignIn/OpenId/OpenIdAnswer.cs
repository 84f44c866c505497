namespace ChatHub.Server.Operators.SignIn.OpenId;

/// <summary>What came of a sign-in with the provider.</summary>
internal enum OpenIdAnswer : byte
{
    /// <summary>In.</summary>
    Done,

    /// <summary>What the provider answered is not good, is not for this browser, or took too long.</summary>
    NotProven,

    /// <summary>Nothing that the provider says of them gives a role.</summary>
    NoRole,

    /// <summary>The name belongs to an account of somebody else.</summary>
    NameTaken,

    /// <summary>An administrator locked the account out.</summary>
    Locked,

    /// <summary>The provider does not answer.</summary>
    Unreachable,
}
