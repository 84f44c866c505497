namespace ChatHub.Chat;

/// <summary>A setting, or a group of them, that is read at the start only. All others hold as soon as the settings file has changed.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class AtRestartAttribute : Attribute;
