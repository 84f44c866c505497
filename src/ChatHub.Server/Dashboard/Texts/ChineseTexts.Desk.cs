namespace ChatHub.Server.Dashboard.Texts;

/// <summary>Alarms of highlights, and the filters of the console.</summary>
public sealed partial class ChineseTexts
{
    internal override string HighlightSound => "有新行时发出声音";
    internal override string HighlightNotify => "看不到此标签页时，有新行就通知我";
    internal override string HighlightNoSound => "浏览器在此无法发声。";
    internal override string HighlightNoNotify => "只有通过 HTTPS 或来自本机的页面，浏览器才会通知。";
    internal override string HighlightNotAllowed => "浏览器不允许此页面通知；可在浏览器的网站设置中允许。";
    internal override string HighlightNews(string what, int count) => count == 1 ? $"ChatHub：{what}" : $"ChatHub：{what}（{count:N0} 行）";
    internal override string FilterColumns => "按房间、监听器、发送者、地址、类型筛选";
}
