namespace ChatHub.Server.Storage.MessageLog.Search;

/// <summary>What a character is to the search.</summary>
internal enum TokenClass : byte
{
    /// <summary>It stands between tokens: spaces, punctuation, control characters, bytes that are no text.</summary>
    Separator,

    /// <summary>It is passed over as if it were not there: accents that combine, joiners, marks of direction.</summary>
    Ignored,

    /// <summary>A letter or digit: it makes a word with its neighbours.</summary>
    Word,

    /// <summary>A character that is found wherever it stands, as scripts without spaces need it; emoji too.</summary>
    Ideograph,
}
