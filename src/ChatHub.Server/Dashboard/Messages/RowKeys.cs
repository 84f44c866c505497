namespace ChatHub.Server.Dashboard.Messages;

/// <summary>
/// By what the drawn lines of a live log are told from those drawn before. By their message, so that a line that stays costs nothing; but while whole screens of lines rush by, by their
/// place: then each row is filled anew instead of being taken down and built again, which costs the browser several times as much.
/// </summary>
public sealed class RowKeys
{
    /// <summary>Drawings one after the other that must each bring a whole screen before rows are told by their place.</summary>
    public const int Rush = 3;

    /// <summary>Drawings one after the other that must each bring little before lines are told by their message again. Many: each change builds all rows once.</summary>
    public const int Calm = 20;

    private long _newest = -1;
    private int _rushed;
    private int _calm;

    /// <summary>Whether rows are told by their place.</summary>
    public bool ByPlace { get; private set; }

    /// <summary>To be called before each drawing of a log that follows its newest line.</summary>
    /// <param name="newest">The place of the newest line: grows by one for each.</param>
    /// <param name="rows">How many rows are drawn.</param>
    public void Draw(long newest, int rows)
    {
        var came = _newest < 0 ? 0 : newest - _newest;
        _newest = newest;
        _rushed = rows > 0 && came >= rows ? _rushed + 1 : 0;
        _calm = came < rows / 4 ? _calm + 1 : 0;
        ByPlace = ByPlace ? _calm < Calm : _rushed >= Rush;
    }

    /// <summary>To be called where lines stand still: each is told by its message.</summary>
    public void Stay() => (ByPlace, _rushed, _calm, _newest) = (false, 0, 0, -1);

    /// <summary>The key of a row. Those of places are negative: no message has such a number.</summary>
    /// <param name="message">Number of its message, from 1.</param>
    /// <param name="place">Its place from the top, from 0.</param>
    public long Of(long message, int place) => ByPlace ? -1 - place : message;
}
