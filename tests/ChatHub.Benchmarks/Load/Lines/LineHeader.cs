namespace ChatHub.Benchmarks.Load.Lines;

/// <summary>What a line says of itself.</summary>
/// <param name="Sender">Who sent it: a number from 0, or <see cref="Announcement"/>.</param>
/// <param name="Number">Its place among the sender's lines, from 0.</param>
/// <param name="SentAt">When it was sent, in nanoseconds of the run's clock; 48 bits.</param>
internal readonly record struct LineHeader(ushort Sender, uint Number, long SentAt)
{
    /// <summary>The sender number of lines that only show whom the server reaches; they are in no sequence.</summary>
    public const ushort Announcement = ushort.MaxValue;
}
