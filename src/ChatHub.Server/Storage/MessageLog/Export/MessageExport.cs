using System.IO.Pipelines;
using ChatHub.Chat;

namespace ChatHub.Server.Storage.MessageLog.Export;

/// <summary>Writes entries as they come, and waits for the receiver: memory does not grow with their number.</summary>
internal static class MessageExport
{
    private const long BytesBetweenFlushes = 64 * 1024;

    /// <summary>Writes all there are.</summary>
    /// <param name="entries">The entries; stands before the first.</param>
    /// <param name="format">How they are written.</param>
    /// <param name="output">Where to.</param>
    /// <param name="written">Is told how many were written, after each flush.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>How many were written.</returns>
    public static async Task<long> WriteAsync(IAsyncEnumerator<ChatMessage> entries, IExportFormat format, PipeWriter output, Action<long> written, CancellationToken cancellation)
    {
        var count = 0L;
        var isThere = await entries.MoveNextAsync(); // before the first byte: where the log cannot be read, the answer is another one
        format.Begin(output);
        for (; isThere; isThere = await entries.MoveNextAsync())
        {
            format.Write(entries.Current, output);
            count++;
            if (output.UnflushedBytes >= BytesBetweenFlushes)
            {
                await FlushAsync(output, cancellation);
                written(count);
            }
        }

        await FlushAsync(output, cancellation);
        written(count);
        return count;
    }

    private static async Task FlushAsync(PipeWriter output, CancellationToken cancellation)
    {
        var result = await output.FlushAsync(cancellation);
        if (result.IsCompleted || result.IsCanceled)
        {
            throw new OperationCanceledException("the receiver went away");
        }
    }
}
