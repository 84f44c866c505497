namespace ChatHub.Server.Operators;

/// <summary>What each command needs, and what the audit calls it. A command that is not here cannot be given.</summary>
internal static class OperatorRights
{
    /// <summary>By the name of the method of <see cref="OperatorCommands"/>.</summary>
    public static IReadOnlyDictionary<string, (OperatorRole Role, string Act)> All { get; } = new Dictionary<string, (OperatorRole, string)>
    {
        [nameof(OperatorCommands.SendAsync)] = (OperatorRole.Operator, "send"),
        [nameof(OperatorCommands.Repeat)] = (OperatorRole.Operator, "send-repeatedly"),
        [nameof(OperatorCommands.SendFile)] = (OperatorRole.Operator, "send-file"),
        [nameof(OperatorCommands.Ban)] = (OperatorRole.Operator, "ban"),
        [nameof(OperatorCommands.KickAndBan)] = (OperatorRole.Operator, "kick-and-ban"),
        [nameof(OperatorCommands.Unban)] = (OperatorRole.Operator, "unban"),
        [nameof(OperatorCommands.Restore)] = (OperatorRole.Operator, "ban"),
        [nameof(OperatorCommands.Throttle)] = (OperatorRole.Operator, "throttle"),
        [nameof(OperatorCommands.SpeakIn)] = (OperatorRole.Operator, "set-encoding"),
        [nameof(OperatorCommands.RemoveUnusedAsync)] = (OperatorRole.Administrator, "remove-listener"),
        [nameof(OperatorCommands.Disconnect)] = (OperatorRole.Operator, "disconnect"),
        [nameof(OperatorCommands.DisconnectAll)] = (OperatorRole.Operator, "disconnect"),
        [nameof(OperatorCommands.StopJob)] = (OperatorRole.Operator, "stop-job"),
        [nameof(OperatorCommands.Mute)] = (OperatorRole.Operator, "mute"),
        [nameof(OperatorCommands.Rename)] = (OperatorRole.Operator, "rename"),
        [nameof(OperatorCommands.Note)] = (OperatorRole.Operator, "note"),
        [nameof(OperatorCommands.StartListenerAsync)] = (OperatorRole.Administrator, "start-listener"),
        [nameof(OperatorCommands.StopListenerAsync)] = (OperatorRole.Administrator, "stop-listener"),
        [nameof(OperatorCommands.DrainListenerAsync)] = (OperatorRole.Administrator, "drain-listener"),
        [nameof(OperatorCommands.AddListenerAsync)] = (OperatorRole.Administrator, "add-listener"),
        [nameof(OperatorCommands.ChangeListenerAsync)] = (OperatorRole.Administrator, "change-listener"),
        [nameof(OperatorCommands.RemoveListenerAsync)] = (OperatorRole.Administrator, "remove-listener"),
        [nameof(OperatorCommands.CreateOperatorAsync)] = (OperatorRole.Administrator, "create-operator"),
        [nameof(OperatorCommands.SetRoleAsync)] = (OperatorRole.Administrator, "set-role"),
        [nameof(OperatorCommands.LockOperatorAsync)] = (OperatorRole.Administrator, "lock-operator"),
        [nameof(OperatorCommands.ResetOperatorAsync)] = (OperatorRole.Administrator, "reset-operator"),
        [nameof(OperatorCommands.RemoveOperatorAsync)] = (OperatorRole.Administrator, "remove-operator"),
        [nameof(OperatorCommands.CreateKeyAsync)] = (OperatorRole.Administrator, "create-key"),
        [nameof(OperatorCommands.RevokeKeyAsync)] = (OperatorRole.Administrator, "revoke-key"),
        [nameof(OperatorCommands.TestWebhookAsync)] = (OperatorRole.Administrator, "test-webhook"),
        [nameof(OperatorCommands.EndSessionAsync)] = (OperatorRole.Administrator, "end-session"),
    };
}
