namespace ChatHub.Server.Dashboard.Listeners;

/// <summary>One listener on the console: what it is, what it does, and its buttons.</summary>
public sealed partial class ListenerRow;
