namespace ChatHub.Server.Dashboard.Texts;

/// <summary>What is unusual about a connection, in a word or two.</summary>
public sealed partial class ChineseTexts
{
    internal override string Throttled => "已限速";
    internal override string Both(string one, string other) => $"{one}、{other}";
}
