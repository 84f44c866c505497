using ChatHub.Server.Dashboard.Messages;
using Xunit;

namespace ChatHub.Server.Tests.Dashboard.Messages;

public sealed class RowKeysTests
{
    private readonly RowKeys _keys = new();
    private long _newest = 1_000;

    [Fact]
    public void Rows_FewLinesCome_AreToldByTheirMessage()
    {
        Draw(came: 0, times: 1);
        Draw(came: 39, times: 100);

        Assert.Equal(1234, _keys.Of(1234, place: 7));
    }

    [Fact]
    public void Rows_ScreensRushBy_AreToldByTheirPlace()
    {
        Draw(came: 0, times: 1);
        Draw(came: 40, times: RowKeys.Rush - 1);
        Assert.False(_keys.ByPlace);
        Draw(came: 40, times: 1);

        Assert.True(_keys.ByPlace);
        Assert.Equal(40, Enumerable.Range(0, 40).Select(place => _keys.Of(_newest - place, place)).Where(key => key < 0).Distinct().Count());
    }

    [Fact]
    public void Rows_OneScreenCameAtOnce_AreToldByTheirMessage()
    {
        Draw(came: 0, times: 1);
        Draw(came: 5_000, times: 1);
        Draw(came: 1, times: 1);
        Draw(came: 5_000, times: RowKeys.Rush - 1);

        Assert.False(_keys.ByPlace);
    }

    [Fact]
    public void Rows_ItIsCalmAgain_AreToldByTheirMessage()
    {
        Draw(came: 0, times: 1);
        Draw(came: 100, times: RowKeys.Rush);
        Draw(came: 1, times: RowKeys.Calm - 1);
        Draw(came: 30, times: 1); // not calm yet
        Draw(came: 1, times: RowKeys.Calm - 1);
        Assert.True(_keys.ByPlace);
        Draw(came: 1, times: 1);

        Assert.False(_keys.ByPlace);
    }

    [Fact]
    public void Rows_SomebodyReadsFurtherUp_AreToldByTheirMessage()
    {
        Draw(came: 0, times: 1);
        Draw(came: 100, times: RowKeys.Rush);
        _keys.Stay();
        Assert.False(_keys.ByPlace);
        Draw(came: 9_000, times: 1); // what came while it stood still is no rush

        Assert.False(_keys.ByPlace);
    }

    private void Draw(int came, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _keys.Draw(_newest += came, rows: 40);
        }
    }
}
