namespace ChatHub.EndToEnd.Tests.Wire;

/// <summary>Something else arrived than the test expects.</summary>
public sealed class WireException(string message) : Exception(message);
