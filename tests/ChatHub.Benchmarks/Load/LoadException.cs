namespace ChatHub.Benchmarks.Load;

/// <summary>The run cannot be made; the message says why and what to do, in a line for the person at the keyboard.</summary>
internal sealed class LoadException(string message) : Exception(message);
