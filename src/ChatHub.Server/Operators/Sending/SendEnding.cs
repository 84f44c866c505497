namespace ChatHub.Server.Operators.Sending;

/// <summary>What follows a text that an operator sends.</summary>
public enum SendEnding : byte
{
    /// <summary>As each receiver has it; bytes have none.</summary>
    Own,

    /// <summary>Nothing.</summary>
    None,

    /// <summary>A line feed.</summary>
    Lf,

    /// <summary>A carriage return and a line feed.</summary>
    CrLf,
}
