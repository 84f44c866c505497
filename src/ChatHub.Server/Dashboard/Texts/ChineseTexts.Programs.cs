namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string BannedText(string range) => $"已封禁 {range.Replace(" until ", "，直至 ", StringComparison.Ordinal)}";
    internal override string UnbannedText(string range) => $"已解除对 {range} 的封禁";
}
