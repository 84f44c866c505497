using ChatHub.Server.Operators.Audit;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Storage.ClientNotes;
using ChatHub.Server.Webhooks;
using ChatHub.Wire.Admission;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Operators;

/// <summary>What operators did, in the server's log. Never what they said.</summary>
internal static partial class OperatorLog
{
    [LoggerMessage(4001, LogLevel.Information, "{Operator} sent {Bytes} bytes to {Target} as message {MessageId}: {Recipients} got it, {Skipped} skipped")]
    public static partial void Sent(ILogger log, string @operator, int bytes, string target, long messageId, int recipients, int skipped);

    [LoggerMessage(4002, LogLevel.Information, "{Operator} disconnected connection {Id}")]
    public static partial void Disconnected(ILogger log, string @operator, long id);

    [LoggerMessage(4003, LogLevel.Information, "{Operator} asked to {Act} listener {Listener}: it is {State}")]
    public static partial void ListenerChanged(ILogger log, string @operator, string act, string listener, ListenerState state);

    [LoggerMessage(4004, LogLevel.Information, "{Operator} asked to disconnect connection {Id}, which is not open")]
    public static partial void NotOpen(ILogger log, string @operator, long id);

    [LoggerMessage(4010, LogLevel.Information, "{Operator} muted {Done} of {Target} for {Length}")]
    public static partial void Muted(ILogger log, string @operator, int done, string target, TimeSpan length);

    [LoggerMessage(4011, LogLevel.Information, "{Operator} unmuted {Done} of {Target}")]
    public static partial void Unmuted(ILogger log, string @operator, int done, string target);

    [LoggerMessage(4012, LogLevel.Information, "{Operator} asked to rename connection {Id}: {Outcome}")]
    public static partial void Renamed(ILogger log, string @operator, long id, string outcome);

    [LoggerMessage(4013, LogLevel.Information, "{Operator} wrote a note about the {Kind} {Key}")]
    public static partial void Noted(ILogger log, string @operator, ClientNoteKind kind, string key);

    [LoggerMessage(4014, LogLevel.Information, "{Operator} began job {Job}: disconnects {Count} connections, {PerSecond} a second")]
    public static partial void JobStarted(ILogger log, string @operator, long job, int count, int perSecond);

    [LoggerMessage(4015, LogLevel.Information, "Job {Job} of {Operator} is {State}: {Done} disconnected, {Missed} were gone, {Left} left alone")]
    public static partial void JobEnded(ILogger log, string @operator, long job, JobState state, int done, int missed, int left);

    [LoggerMessage(4016, LogLevel.Information, "{Operator} asked to stop job {Job}; it was running: {Done}")]
    public static partial void JobStopped(ILogger log, string @operator, long job, bool done);

    [LoggerMessage(4018, LogLevel.Information, "Job {Job} of {Operator} is stopped: who began it may not act any more, or it cannot be found out")]
    public static partial void JobLostItsRight(ILogger log, long job, string @operator);

    [LoggerMessage(4060, LogLevel.Error, "The audit could not be written ({Why}): {Who}, {Act}, {Outcome}")]
    public static partial void NotAudited(ILogger log, string why, string who, string act, AuditOutcome outcome);

    [LoggerMessage(4066, LogLevel.Warning, "What is older than a year could not be removed from the audit: {Why}")]
    public static partial void AuditNotCut(ILogger log, string why);

    [LoggerMessage(4067, LogLevel.Error, "chathub.db cannot be read: nobody can sign in or use a key until it can")]
    public static partial void AccountsCannotBeRead(ILogger log, Exception failure);

    [LoggerMessage(4061, LogLevel.Information, "{Who} signed in from {From}")]
    public static partial void SignedIn(ILogger log, string who, string from);

    [LoggerMessage(4062, LogLevel.Warning, "A sign-in from {From} was refused: {Why}")]
    public static partial void SignInRefused(ILogger log, string from, string why);

    [LoggerMessage(4063, LogLevel.Warning, "Sign-in is off: everyone at this machine is administrator of ChatHub (ChatHub:Operators:SignIn)")]
    public static partial void SignInIsOff(ILogger log);

    [LoggerMessage(4064, LogLevel.Warning, "The dashboard is served without HTTPS at {Url}: passwords and messages can be read on the way. Set a certificate, or keep it on this machine (README.md)")]
    public static partial void WithoutHttps(ILogger log, string url);

    [LoggerMessage(4065, LogLevel.Information, "{Operator} was refused {Act}: it takes the role {Role}")]
    public static partial void NotAllowed(ILogger log, string @operator, string act, OperatorRole role);

    [LoggerMessage(4050, LogLevel.Error, "Job {Job} failed for a connection, which counts as missed; it goes on, and this is said once for the job")]
    public static partial void JobFailed(ILogger log, Exception failure, long job);

    [LoggerMessage(4051, LogLevel.Information, "{Operator} asked to read connection {Id} as {Encoding}; it was open: {Done}")]
    public static partial void Encoded(ILogger log, string @operator, long id, string encoding, bool done);

    [LoggerMessage(4020, LogLevel.Information, "{Operator} began job {Job}: sends the same to {Target} every {Every}, {Times} times")]
    public static partial void RepeatStarted(ILogger log, string @operator, long job, string target, TimeSpan every, int times);

    [LoggerMessage(4021, LogLevel.Information, "Job {Job} of {Operator} is {State}: {Done} of {Total} rounds reached somebody, {Missed} nobody")]
    public static partial void RepeatEnded(ILogger log, long job, string @operator, JobState state, int done, int total, int missed);

    [LoggerMessage(4022, LogLevel.Information, "{Operator} began job {Job}: sends a file of {Bytes} bytes to {Target}")]
    public static partial void FileStarted(ILogger log, string @operator, long job, int bytes, string target);

    [LoggerMessage(4023, LogLevel.Information, "Job {Job} of {Operator} is {State}: {Done} of {Bytes} bytes sent, {Missed} connections did not get all")]
    public static partial void FileEnded(ILogger log, long job, string @operator, JobState state, int done, int bytes, int missed);

    [LoggerMessage(4030, LogLevel.Information, "{Operator} banned {Range} until {Until}: {Ended} connections ended")]
    public static partial void Banned(ILogger log, string @operator, AddressRange range, string until, int ended);

    [LoggerMessage(4031, LogLevel.Information, "{Operator} asked to ban {Range}, which was not done: {Refusal}")]
    public static partial void NotBanned(ILogger log, string @operator, AddressRange range, string refusal);

    [LoggerMessage(4032, LogLevel.Information, "{Operator} took the ban of {Range} back; there was one: {Done}")]
    public static partial void Unbanned(ILogger log, string @operator, AddressRange range, bool done);

    [LoggerMessage(4034, LogLevel.Warning, "What the dashboard keeps for an operator could not be read or written: {Why}")]
    public static partial void NotKept(ILogger log, string why);

    [LoggerMessage(4033, LogLevel.Information, "{Operator} slowed {Done} of {Target} down to {PerSecond} messages a second for {Length}")]
    public static partial void Throttled(ILogger log, string @operator, int done, string target, double perSecond, TimeSpan length);

    [LoggerMessage(4040, LogLevel.Information, "{Operator} sent a test to webhook {Name}: {Answer}")]
    public static partial void WebhookTested(ILogger log, string @operator, string name, WebhookAnswer answer);
}
