namespace ChatHub.Chat;

/// <summary>What the hub has done since it started.</summary>
/// <param name="MessagesIn">Messages taken from sessions.</param>
/// <param name="Deliveries">Messages given to sessions, counted once per receiver.</param>
/// <param name="Skipped">Messages that sessions did not get because they were closing or their outbox was full, once per receiver and batch.</param>
/// <param name="PendingBytes">Bytes that wait in the pumps now.</param>
/// <param name="Waits">Times a publisher was made to wait because a room was over its high water.</param>
public readonly record struct HubTotals(long MessagesIn, long Deliveries, long Skipped, long PendingBytes, long Waits);
