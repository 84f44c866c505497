using System.Runtime.CompilerServices;

namespace ChatHub.Framing;

/// <summary>How a <see cref="LineFramer"/> cuts. Immutable: one instance serves all connections of a listener.</summary>
public sealed class LineFramerOptions
{
    /// <summary>The least value of <see cref="MaxMessageBytes"/>: 16 bytes.</summary>
    public const int LeastMaxMessageBytes = 16;

    /// <summary>The greatest value of <see cref="MaxMessageBytes"/>: 16 MiB.</summary>
    public const int GreatestMaxMessageBytes = 16 * 1024 * 1024;

    /// <summary>The greatest finite wait: one hour.</summary>
    public static readonly TimeSpan GreatestWait = TimeSpan.FromHours(1);

    /// <summary>Silence after which a CR ends its message where <see cref="FlushAfter"/> is infinite: 50 ms.</summary>
    public static readonly TimeSpan CrGrace = TimeSpan.FromMilliseconds(50);

    /// <summary>Most text bytes of a message, without its ending. Default 1 MiB (1,048,576); 16 bytes to 16 MiB.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// Silence after which bytes without an ending are a message. Default 50 ms; zero to one hour, or
    /// <see cref="Timeout.InfiniteTimeSpan"/> to make no message of them by silence, whatever the other waits say.
    /// </summary>
    public TimeSpan FlushAfter { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Silence after which bytes that end inside a UTF-8 character are a message all the same. Default 1 s; zero to one hour.
    /// Where it is shorter than <see cref="FlushAfter"/>, that holds.
    /// </summary>
    public TimeSpan IncompleteGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Silence after which bytes that came one character a read are a message: a terminal in raw mode sends each key by itself,
    /// and a person types slower than <see cref="FlushAfter"/>. Default 2 s; zero to one hour. Where it is shorter than
    /// <see cref="FlushAfter"/>, that holds.
    /// </summary>
    public TimeSpan KeystrokeGrace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The text is UTF-8, so a cut is moved to where no character is split. Default true; false for listeners of another
    /// encoding, where bytes tell nothing about characters.
    /// </summary>
    public bool Utf8 { get; init; } = true;

    /// <summary>Checks the ranges above.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range; the parameter name is the property's.</exception>
    public void Validate()
    {
        if (MaxMessageBytes is < LeastMaxMessageBytes or > GreatestMaxMessageBytes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxMessageBytes),
                MaxMessageBytes,
                $"Must be {LeastMaxMessageBytes} to {GreatestMaxMessageBytes} bytes.");
        }

        if (FlushAfter != Timeout.InfiniteTimeSpan)
        {
            CheckWait(FlushAfter);
        }

        CheckWait(IncompleteGrace);
        CheckWait(KeystrokeGrace);
    }

    private static void CheckWait(TimeSpan value, [CallerArgumentExpression(nameof(value))] string? property = null)
    {
        if (value < TimeSpan.Zero || value > GreatestWait)
        {
            throw new ArgumentOutOfRangeException(property, value, $"Must be {TimeSpan.Zero} to {GreatestWait}.");
        }
    }
}
