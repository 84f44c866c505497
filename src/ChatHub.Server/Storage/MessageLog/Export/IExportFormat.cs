using System.Buffers;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>How exported entries are written. An instance is for one export.</summary>
internal interface IExportFormat
{
    /// <summary>What an address calls it, and the ending of a file's name.</summary>
    string Name { get; }

    /// <summary>Its media type.</summary>
    string ContentType { get; }

    /// <summary>Writes what stands before the first entry.</summary>
    void Begin(IBufferWriter<byte> output);

    /// <summary>Writes an entry.</summary>
    void Write(ChatMessage message, IBufferWriter<byte> output);
}
