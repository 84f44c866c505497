using System.Net.Sockets;
using System.Text;

namespace ChatHub.EndToEnd.Tests.Screens;

/// <summary>
/// A class and a lab on one server, for pictures: some thirty clients that come as through a proxy, so that each has an address of its own, and go on talking until they
/// are told to leave. Not for tests that assert: what they say and when is drawn by lot, and they wait by the clock.
/// </summary>
internal sealed class House(Func<string, int> port) : IAsyncDisposable
{
    private static readonly (string Name, string Address)[] s_people =
    [
        ("Anna", "192.168.1.21"), ("李明", "192.168.1.22"), ("Ben", "192.168.1.23"), ("王芳", "192.168.1.24"), ("Chen_Wei", "192.168.1.25"), ("张老师", "192.168.1.10"), ("Dora", "192.168.1.26"),
        ("小红", "192.168.1.27"), ("Emil", "192.168.1.28"), ("阿强", "192.168.1.29"), ("Zoe", "10.8.0.14"), ("Marek", "10.8.0.15"), ("值班室", "192.168.1.31"),
    ];

    private static readonly string[] s_talk =
    [
        "is the exam on Friday or Monday?", "请把实验报告发给我", "星期五上午九点", "good morning all", "pressure 2.1 bar, stable", "hello from the library", "明天记得带学生证",
        "error: valve 3 does not answer", "who has the key of room 204?", "204 的钥匙在值班室", "thanks!", "收到", "https://example.org/timetable", "/me checks the printer",
        "the meter in cabinet 2 reads 41.7", "开会改到三点", "back in 5", "line belt 2 stopped, error 17", "已经修好了",
    ];

    private readonly CancellationTokenSource _leaving = new();
    private readonly List<Task> _stays = [];
    private readonly Random _lot = new(7);

    /// <summary>All come in.</summary>
    public void Open()
    {
        foreach (var (name, address) in s_people)
        {
            Stay("chat", address, 14, first: $"/nick {name}\n", () => s_talk[Lot(s_talk.Length)] + "\n");
        }

        foreach (var (name, address) in new[] { ("赵磊", "192.168.2.41"), ("孙丽", "192.168.2.42"), ("周杰", "192.168.2.43"), ("吴敏", "192.168.2.44") })
        {
            Stay("relay", address, 18, first: null, () => $"{name}：{s_talk[Lot(6)]}");
        }

        foreach (var (name, address) in new[] { ("老系统", "192.168.2.90"), ("王工", "192.168.2.91") })
        {
            Stay("old", address, 25, first: null, () => $"{name}：{new[] { "数据已上传", "温度 23.5", "机床 3 停机" }[Lot(3)]}", Encoding.GetEncoding("gb18030"));
        }

        for (var device = 0; device < 7; device++)
        {
            var isBinary = device % 3 == 0;
            Stay("lab", $"10.20.0.{11 + device}", 6, first: null, () => isBinary ? $"\u0001\u0003\u0004{(char)Lot(9)}K\u0001" : $"T={20 + (Lot(60) / 10.0):0.0};P=2.{10 + Lot(20)}\r\n");
        }

        Stay("lab", "10.20.0.40", 0, first: null, () => "");
        _stays.Add(VisitAsync("chat", "192.168.1.77", "Gast"));
        _stays.Add(VisitAsync("chat", "192.168.1.78", "访客"));
    }

    /// <summary>Somebody comes and is turned away, or leaves at once.</summary>
    public async Task KnockAsync(string listener, string address)
    {
        using var client = await ComeAsync(listener, address);
        await Pause.ForAsync(0.3, _leaving.Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await Task.WhenAll(_stays);
        _leaving.Dispose();
    }

    /// <summary>One who stays and says something every so many seconds; with 0 it says and reads nothing.</summary>
    private void Stay(string listener, string address, double every, string? first, Func<string> says, Encoding? encoding = null) => _stays.Add(Quietly(async () =>
    {
        using var client = await ComeAsync(listener, address);
        var reading = every > 0 ? client.GetStream().CopyToAsync(Stream.Null, _leaving.Token) : Task.CompletedTask;
        await SayAsync(client, first ?? "", Encoding.UTF8);
        while (every > 0)
        {
            await Pause.ForAsync(every * (0.3 + (Lot(140) / 100.0)), _leaving.Token);
            await SayAsync(client, says(), encoding ?? Encoding.UTF8);
        }

        await Pause.ForAsync(3600, _leaving.Token);
        await reading;
    }));

    /// <summary>One who comes and goes.</summary>
    private Task VisitAsync(string listener, string address, string name) => Quietly(async () =>
    {
        while (true)
        {
            using var client = await ComeAsync(listener, address);
            await SayAsync(client, $"/nick {name}\n", Encoding.UTF8);
            await Pause.ForAsync(8 + Lot(12), _leaving.Token);
            await SayAsync(client, "/quit\n", Encoding.UTF8);
            await Pause.ForAsync(4 + Lot(8), _leaving.Token);
        }
    });

    private async Task<TcpClient> ComeAsync(string listener, string address)
    {
        var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port(listener), _leaving.Token);
        await SayAsync(client, $"PROXY TCP4 {address} 10.0.0.1 {32768 + Lot(28000)} 9000\r\n", Encoding.ASCII);
        return client;
    }

    private async Task SayAsync(TcpClient client, string text, Encoding encoding) => await client.GetStream().WriteAsync(encoding.GetBytes(text), _leaving.Token);

    private static async Task Quietly(Func<Task> stay)
    {
        try
        {
            await stay();
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException)
        {
            // kicked, or the house closes
        }
    }

    private int Lot(int below)
    {
        lock (_lot)
        {
            return _lot.Next(below);
        }
    }
}
