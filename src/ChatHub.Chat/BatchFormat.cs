using System.Buffers;

namespace ChatHub.Chat;

/// <summary>
/// How a batch looks on the wire to one kind of receiver. Receivers that share an instance share the encoded bytes,
/// so there MUST be one instance per listener and way of writing, not one per connection.
/// </summary>
public abstract class BatchFormat
{
    /// <summary>Appends a message as its receivers are to get it; appends nothing where they are not to get it. MUST NOT throw for any content.</summary>
    /// <param name="message">The message.</param>
    /// <param name="output">Where to write.</param>
    public abstract void Encode(ChatMessage message, IBufferWriter<byte> output);
}
