using System.Globalization;
using ChatHub.Wire.Listeners;
using ChatHub.Wire.Tls;

namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>Who may connect, how much they may send, and encryption.</summary>
public sealed partial class ListenerForm
{
    private string _passwordBefore = "";

    /// <summary>Addresses that may connect; empty for all.</summary>
    public string AllowFrom { get; set; } = "";

    /// <summary>Proxies that say whom they speak for; empty for none.</summary>
    public string ProxyFrom { get; set; } = "";

    /// <summary>Most connections from one address; empty for what the limits say.</summary>
    public string ConnectionsPerAddress { get; set; } = "";

    /// <summary>How often one address may connect; empty for what the limits say.</summary>
    public string ConnectsPerAddress { get; set; } = "";

    /// <summary>Whether there is a password. It is never shown.</summary>
    public bool HasPassword => _passwordBefore.Length > 0;

    /// <summary>A new password; empty leaves it as it is.</summary>
    public string Password { get; set; } = "";

    /// <summary>Whether there is to be no password any more.</summary>
    public bool RemovesPassword { get; set; }

    /// <summary>Whether clients that send too much are slowed down: yes, no, or empty for what the limits say.</summary>
    public string FloodControl { get; set; } = "";

    /// <summary>Messages in a second, for long; empty for what the limits say, as for the three that follow.</summary>
    public string FloodMessagesPerSecond { get; set; } = "";

    /// <summary>Messages at once.</summary>
    public string FloodBurst { get; set; } = "";

    /// <summary>Bytes in a second, for long.</summary>
    public string FloodBytesPerSecond { get; set; } = "";

    /// <summary>How long a client may be slowed down, in seconds.</summary>
    public string FloodPatience { get; set; } = "";

    /// <summary>File of the certificate; empty for no encryption.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>File of its key; empty where it stands in the same file.</summary>
    public string KeyFile { get; set; } = "";

    /// <summary>Whether clients show certificates.</summary>
    public ClientCertificates ClientCertificates { get; set; }

    /// <summary>File of those that issued them.</summary>
    public string ClientCaFile { get; set; } = "";

    /// <summary>Takes over what a listener has. A file may say null where nothing is set.</summary>
    private void TakeGuarding(ListenerOptions options)
    {
        AllowFrom = options.AllowFrom ?? "";
        ProxyFrom = options.ProxyFrom ?? "";
        ConnectionsPerAddress = Written(options.ConnectionsPerAddress);
        ConnectsPerAddress = Written(options.ConnectsPerAddress);
        _passwordBefore = options.Password ?? "";
        FloodControl = options.FloodControl switch { null => "", true => "yes", false => "no" };
        FloodMessagesPerSecond = Written(options.FloodMessagesPerSecond);
        FloodBurst = Written(options.FloodBurst);
        FloodBytesPerSecond = Written(options.FloodBytesPerSecond);
        FloodPatience = Written(options.FloodPatience?.TotalSeconds);
        (CertificateFile, KeyFile, ClientCertificates, ClientCaFile) = options.Tls is { } tls ? (tls.CertificateFile, tls.KeyFile, tls.ClientCertificates, tls.ClientCaFile) : ("", "", ClientCertificates.None, "");
    }

    private void ReadGuarding(ListenerOptions options, ISet<string> wrong)
    {
        options.AllowFrom = AllowFrom.Trim();
        options.ProxyFrom = ProxyFrom.Trim();
        options.ConnectionsPerAddress = Whole(nameof(ConnectionsPerAddress), ConnectionsPerAddress, wrong);
        options.ConnectsPerAddress = Whole(nameof(ConnectsPerAddress), ConnectsPerAddress, wrong);
        options.Password = Protocol != ListenerProtocol.Chat || RemovesPassword ? "" : Password.Trim() is { Length: > 0 } password ? password : _passwordBefore;
        options.FloodControl = FloodControl switch { "yes" => true, "no" => false, _ => null };
        options.FloodMessagesPerSecond = Decimal(nameof(FloodMessagesPerSecond), FloodMessagesPerSecond, 1_000_000, wrong);
        options.FloodBurst = Whole(nameof(FloodBurst), FloodBurst, wrong);
        options.FloodBytesPerSecond = Whole(nameof(FloodBytesPerSecond), FloodBytesPerSecond, wrong);
        options.FloodPatience = Decimal(nameof(FloodPatience), FloodPatience, 86_400, wrong) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
        options.Tls = new()
        {
            CertificateFile = CertificateFile.Trim(),
            KeyFile = KeyFile.Trim(),
            ClientCertificates = ClientCertificates,
            ClientCaFile = ClientCaFile.Trim(),
        };
    }

    /// <summary>A whole number; null for an empty box, and for what is none, which is wrong.</summary>
    private static int? Whole(string field, string text, ISet<string> wrong)
    {
        if (text.Trim().Length == 0)
        {
            return null;
        }

        if (int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        wrong.Add(field);
        return null;
    }

    private static double? Decimal(string field, string text, double most, ISet<string> wrong)
    {
        if (text.Trim().Length == 0)
        {
            return null;
        }

        var number = Number(text, most);
        if (number is null)
        {
            wrong.Add(field);
        }

        return number;
    }

    private static string Written(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
