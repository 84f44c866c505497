namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string SettingsAppliedText(string keys) => $"设置文件已更改：{keys.Replace("at the next start: ", "下次启动时生效：", StringComparison.Ordinal)}";

    internal override string SettingsRefusedText(string why) => $"设置文件已更改但被拒绝，一切保持不变：{why}";
}
