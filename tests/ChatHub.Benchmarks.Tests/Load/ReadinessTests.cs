using System.Net;
using System.Net.Sockets;
using ChatHub.Benchmarks.Load.Clients;
using Xunit;

namespace ChatHub.Benchmarks.Tests.Load;

/// <summary>What both ways of waiting for sockets have to do.</summary>
public sealed class ReadinessTests : IDisposable
{
    private const int Token = 7;
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    private readonly Socket _near = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _far;
    private readonly Readiness[] _ready = new Readiness[4];

    public ReadinessTests()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        _near.Connect(listener.LocalEndPoint!);
        _far = listener.Accept();
    }

    public static TheoryData<string> Kinds => OperatingSystem.IsLinux() ? new("epoll", "select") : new("select");

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Wait_SocketWithInput_TellsItUntilItIsRead(string kind)
    {
        using var readiness = Create(kind);
        readiness.Add(_near, Token);
        Assert.Equal(0, readiness.Wait(_ready, TimeSpan.Zero));

        _far.Send("x"u8);

        Assert.Equal(1, readiness.Wait(_ready, s_soon));
        Assert.Equal(new Readiness(Token, Read: true, Write: false), _ready[0]);
        Assert.Equal(1, readiness.Wait(_ready, TimeSpan.Zero));
        _near.Receive(new byte[1]);
        Assert.Equal(0, readiness.Wait(_ready, TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Wait_ClosedByTheOtherSide_TellsItAsInput(string kind)
    {
        using var readiness = Create(kind);
        readiness.Add(_near, Token);

        _far.Dispose();

        Assert.Equal(1, readiness.Wait(_ready, s_soon));
        Assert.True(_ready[0].Read);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WatchWrites_SocketWithRoom_TellsItWhileItIsWatched(string kind)
    {
        using var readiness = Create(kind);
        readiness.Add(_near, Token);

        readiness.WatchWrites(_near, Token, watch: true);
        Assert.Equal(1, readiness.Wait(_ready, s_soon));
        Assert.Equal(new Readiness(Token, Read: false, Write: true), _ready[0]);

        readiness.WatchWrites(_near, Token, watch: false);
        Assert.Equal(0, readiness.Wait(_ready, TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Remove_SocketWithInput_TellsItNoMore(string kind)
    {
        using var readiness = Create(kind);
        readiness.Add(_near, Token);
        _far.Send("x"u8);

        readiness.Remove(_near, Token);

        Assert.Equal(0, readiness.Wait(_ready, TimeSpan.Zero));
    }

    public void Dispose()
    {
        _near.Dispose();
        _far.Dispose();
    }

    private static IReadiness Create(string kind) =>
        kind == "epoll" && OperatingSystem.IsLinux() ? new EpollReadiness() : new SelectReadiness();
}
