using ChatHub.Server.Dashboard.Viewing;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Viewing;

public sealed class PacedDrawingTests
{
    private readonly List<Action> _queue = [];
    private int _looks;
    private bool _fails;

    [Fact]
    public void Wake_ManyTimes_LooksOnce()
    {
        var drawing = Make();
        drawing.Wake();
        drawing.Wake();
        Run();

        Assert.Equal(1, _looks);
    }

    [Fact]
    public void Wake_WhileTheBrowserDraws_LooksWhenItHasDrawn()
    {
        var drawing = Make();
        drawing.Wake();
        Run();
        drawing.Wake();
        Run();
        Assert.Equal(1, _looks);

        drawing.Drawn();
        Assert.Equal(2, _looks);
        drawing.Drawn();
        Assert.Equal(2, _looks);
    }

    [Fact]
    public void Look_Failed_ThePageIsDrawnAgainWithTheNextWake()
    {
        var drawing = Make();
        _fails = true;
        drawing.Wake();
        Assert.Throws<InvalidOperationException>(Run);
        _fails = false;
        drawing.Wake();
        Run();

        Assert.Equal(2, _looks);
    }

    private PacedDrawing Make() => new(
        act =>
        {
            _queue.Add(act);
            return Task.CompletedTask;
        },
        () =>
        {
            _looks++;
            return _fails ? throw new InvalidOperationException("a defect") : true;
        });

    private void Run()
    {
        Action[] all = [.. _queue];
        _queue.Clear();
        foreach (var act in all)
        {
            act();
        }
    }
}
