using System.Net.Sockets;
using ChatHub.Wire.Listeners;

namespace ChatHub.Wire.Tests.Listeners;

public sealed class AcceptFaultsTests
{
    [Theory]
    [InlineData(SocketError.ConnectionAborted)]
    [InlineData(SocketError.ConnectionReset)]
    [InlineData(SocketError.TimedOut)]
    [InlineData(SocketError.HostUnreachable)]
    [InlineData(SocketError.HostDown)]
    [InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.NetworkDown)]
    [InlineData(SocketError.Interrupted)]
    public void Of_ErrorOfTheOneConnection_IsTransient(SocketError error) => Assert.Equal(AcceptFault.Transient, AcceptFaults.Of(error));

    [Theory]
    [InlineData(SocketError.TooManyOpenSockets)]
    [InlineData(SocketError.NoBufferSpaceAvailable)]
    [InlineData(SocketError.ProcessLimit)]
    [InlineData(SocketError.SystemNotReady)]
    [InlineData(SocketError.SocketError)]  // what the system says and .NET has no name for
    [InlineData(SocketError.AccessDenied)] // a firewall
    [InlineData((SocketError)424242)]
    public void Of_LackOrErrorThatIsNotKnown_IsPressure(SocketError error) => Assert.Equal(AcceptFault.Pressure, AcceptFaults.Of(error));

    [Theory]
    [InlineData(SocketError.NotSocket)]
    [InlineData(SocketError.InvalidArgument)]
    [InlineData(SocketError.OperationNotSupported)]
    [InlineData(SocketError.OperationAborted)]
    public void Of_ErrorOfTheListeningSocket_IsFatal(SocketError error) => Assert.Equal(AcceptFault.Fatal, AcceptFaults.Of(error));
}
