using System.Text;
using ChatHub.Chat.Contracts;

namespace ChatHub.Chat.Tests;

/// <summary>The double keeps the contract that the tests of the hub rely on.</summary>
public sealed class RecordingOutputTests : SessionOutputContract
{
    protected override Task<OutputUnderTest> OpenAsync() => Task.FromResult<OutputUnderTest>(new Opened());

    private sealed class Opened : OutputUnderTest
    {
        private readonly RecordingOutput _output = new();

        public override ISessionOutput Output => _output;

        public override async Task<string> ReadAsync(int bytes)
        {
            await _output.Until(output => Encoding.UTF8.GetByteCount(output.Written) >= bytes);
            return _output.Written;
        }

        public override async Task<string> ReadToEndAsync()
        {
            await _output.Completed.Soon();
            return _output.Written;
        }

        public override ValueTask DisposeAsync()
        {
            _output.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
