using System.Net.Sockets;
using ChatHub.Wire.Tls;
using Microsoft.AspNetCore.Connections;

namespace ChatHub.Wire.Listeners;

/// <summary>Why a listener cannot listen, in plain words, as entries of the log and the API have it; pages show it in the viewer's language.</summary>
public static class ListenerFaults
{
    /// <summary>How a fault begins and ends that names the listener which has the port.</summary>
    public const string TakenBy = "the port is in use by the listener '";

    /// <inheritdoc cref="TakenBy"/>
    public const string TakenByEnd = "'; stop that one or choose another port, then start the listener again";

    /// <summary>The whole of a fault.</summary>
    public const string Taken = "the port is in use by another program; stop it or choose another port, then start the listener again";

    /// <inheritdoc cref="Taken"/>
    public const string NoPermission = "no permission to listen there; ports below 1024 need rights; choose a higher port";

    /// <inheritdoc cref="Taken"/>
    public const string NoSuchAddress = "this machine has no such address; choose one of its own, or 0.0.0.0 for all";

    /// <inheritdoc cref="Taken"/>
    public const string NoSuchVersion = "this machine has no such IP version; choose an address of the other";

    /// <summary>How a fault begins that goes on with <see cref="NoFile"/>, <see cref="FileNotReadable"/> or the system's words.</summary>
    public const string CertificateUnread = "the certificate cannot be read: ";

    /// <summary>How it goes on with the name of a file.</summary>
    public const string NoFile = "there is no file ";

    /// <inheritdoc cref="NoFile"/>
    public const string FileNotReadable = "no permission to read ";

    /// <summary>The words for what starting it threw.</summary>
    /// <param name="failure">What it threw.</param>
    /// <param name="tls">The encryption whose files were being read; null when they had been read, or there are none.</param>
    /// <param name="holder">The listener of this server that has the endpoint; null for none.</param>
    internal static string Of(Exception failure, TlsSettings? tls, string? holder) => failure switch
    {
        _ when tls is not null && TlsIdentity.IsWrongFile(failure) => CertificateUnread + OfFiles(failure, tls),
        AddressInUseException when holder is not null => TakenBy + holder + TakenByEnd,
        AddressInUseException => Taken,
        SocketException { SocketErrorCode: SocketError.AccessDenied } => NoPermission,
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } => NoSuchAddress,
        SocketException { SocketErrorCode: SocketError.AddressFamilyNotSupported } => NoSuchVersion,
        _ => failure.Message,
    };

    private static string OfFiles(Exception failure, TlsSettings tls) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException when tls.Files.FirstOrDefault(file => !File.Exists(file)) is { } missing => NoFile + missing,
        UnauthorizedAccessException => FileNotReadable + string.Join(", ", tls.Files),
        _ => failure.Message,
    };
}
