using ChatHub.Server.Webhooks;

namespace ChatHub.Server.Operators;

/// <summary>What operators do with webhooks.</summary>
public sealed partial class OperatorCommands
{
    /// <summary>Sends a test to a webhook, once, beside its events.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="operator">Who does it.</param>
    /// <param name="cancellation">Nobody waits for the answer any more.</param>
    /// <exception cref="KeyNotFoundException">There is no webhook of that name.</exception>
    public async Task<WebhookAnswer> TestWebhookAsync(string name, OperatorIdentity @operator, CancellationToken cancellation = default)
    {
        using var act = Begin(@operator, name);
        var answer = await webhooks.TestAsync(name, cancellation);
        OperatorLog.WebhookTested(log, @operator, name, answer);
        if (answer.IsGood)
        {
            act.Done(answer.ToString());
        }
        else
        {
            act.Failed(answer.ToString());
        }

        return answer;
    }
}
