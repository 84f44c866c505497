namespace ChatHub.Server.Dashboard.Viewing;

/// <summary>
/// When a page draws what the feed has: woken from any thread as often as may be, it looks once, on the page's dispatcher; a wake while the browser
/// has not taken the last drawing yet only marks that there is more.
/// </summary>
/// <param name="dispatch">Runs something on the page's dispatcher.</param>
/// <param name="look">Takes what is new; says whether the page is drawn with it.</param>
public sealed class PacedDrawing(Func<Action, Task> dispatch, Func<bool> look)
{
    private int _woken;
    private bool _drawing;
    private bool _more;

    /// <summary>There may be something new. For any thread.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _woken, 1) == 0)
        {
            _ = dispatch(Look);
        }
    }

    /// <summary>The browser has taken the last drawing: to be called after each.</summary>
    public void Drawn()
    {
        _drawing = false;
        if (_more)
        {
            _more = false;
            Look();
        }
    }

    private void Look()
    {
        Volatile.Write(ref _woken, 0);
        if (_drawing)
        {
            _more = true;
            return;
        }

        var drawn = false;
        _drawing = true;
        try
        {
            drawn = look();
        }
        finally
        {
            _drawing &= drawn; // where it failed, or drew nothing, the page would wait for a drawing that never was
        }
    }
}
