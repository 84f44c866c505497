namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string SplitLabel => "面板大小";
    internal override string SplitHint => "拖动或使用方向键；按 Enter 或双击恢复";
    internal override string Pause => "暂停";
    internal override string PauseHint => "让日志停住，不丢失任何消息（空格）";
    internal override string PausedHint => "已暂停：继续显示最新消息（空格）";
    internal override string Picked(int count) => $"已标记 {count:N0} 行";
    internal override string PickedCut(int count) => $"已标记的行中的 {count:N0} 行；其余的此处没有";
    internal override string Mark => "标记";
    internal override string MarkHint => "标记以便复制；再标记一行则包括中间各行";
    internal override string PickHint => "Shift+单击标记一行，再次 Shift+单击标记其间所有行；Ctrl+C 复制";
    internal override string CopyLines => "复制";
    internal override string CopiedLines(int count) => $"已复制 {count:N0} 行";
    internal override string SavedFilters => "已保存";
    internal override string SavedFiltersHint => "带名称的筛选，为你保存";
    internal override string NoSavedFilters => "还没有：先搜索或筛选，取个名称，然后保存。";
    internal override string FilterName => "为此筛选取名";
    internal override string KeepFilter => "保存";
    internal override string RemoveOne(string name) => $"移除 {name}";
    internal override string RemovedOne(string name) => $"已移除：{name}";
    internal override string Highlights => "高亮";
    internal override string HighlightsHint => "含有某个词或符合 /模式/ 的行会带有颜色和符号。只为你保存。";
    internal override string HighlightWhat => "词或 /模式/";
    internal override string HighlightHow => "颜色和符号";
    internal override string AddHighlight => "添加";
    internal override string WrongHighlight => "无法使用这个模式。";
    internal override string ColourName(int colour) => colour switch { 0 => "黄", 1 => "红", 2 => "绿", 3 => "蓝", _ => "紫" };
}
