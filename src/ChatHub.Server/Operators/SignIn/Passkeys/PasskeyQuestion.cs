namespace ChatHub.Server.Operators.SignIn.Passkeys;

/// <summary>What a browser is asked to do with a passkey.</summary>
/// <param name="Options">The options for the browser's own function, as JSON.</param>
/// <param name="Challenge">What comes back with its answer: closed, see <see cref="PasskeyChallenges"/>.</param>
internal sealed record PasskeyQuestion(string Options, string Challenge);
