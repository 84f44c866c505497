using ChatHub.Wire;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>What the server says in English wherever it says it, for pages to have it in their language.</summary>
public partial class UiTexts
{
    /// <summary>Why a listener cannot listen, see <see cref="ListenerFaults"/>.</summary>
    internal virtual string ListenerFaultText(string fault) => fault;

    /// <summary>What an entry says of one who was refused something, see <see cref="EntryWords"/>.</summary>
    internal virtual string RefusedText(string words) => words;

    /// <summary>Why a session cannot have a name, or an address cannot be banned.</summary>
    internal virtual string RefusalReason(string words) => words;

    /// <summary>What an entry says of a listener's fault: <c>0.0.0.0:9000: the port is in use …</c>.</summary>
    private protected string FaultAt(string detail) => detail.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end && EndpointSyntax.TryParse(detail[..end]) is not null
        ? $"{detail[..end]}: {ListenerFaultText(detail[(end + 2)..])}"
        : ListenerFaultText(detail);

    /// <summary>What an entry says of an address that was turned away: <c>192.0.2.7: your address is banned</c>.</summary>
    private protected string RefusedAt(string detail) => detail.IndexOf(": ", StringComparison.Ordinal) is > 0 and var end && AddressRange.TryParse(detail[..end], out _)
        ? $"{detail[..end]}: {RefusedText(detail[(end + 2)..])}"
        : RefusedText(detail);
}
