using ChatHub.Server.Dashboard.Palette;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string PaletteTitle => "前往或执行";
    internal override string PaletteHint => "页面、连接、操作…";
    internal override string PaletteNothing => "没有找到";
    internal override string PaletteOpen => "前往或执行（Ctrl+K）";

    internal override string PaletteGroupName(PaletteGroup group) => group switch
    {
        PaletteGroup.Page => "页面",
        PaletteGroup.Connection => "连接",
        _ => "操作",
    };

    internal override string Help => "快捷键";
    internal override string HelpOpenHint => "显示快捷键（?）";
    internal override string HelpEverywhere => "任何位置";
    internal override string HelpPalette => "前往页面、查找连接、执行操作";
    internal override string HelpHelp => "显示这些快捷键";
    internal override string HelpTab => "下一个控件";
    internal override string HelpEscape => "关闭打开的内容";
    internal override string HelpSearch => "搜索";
    internal override string HelpRows => "逐行移动";
    internal override string HelpOpen => "显示完整消息";
    internal override string HelpPaging => "翻一页";
    internal override string HelpEnds => "最旧、最新";
    internal override string HelpPause => "暂停或继续日志";
    internal override string HelpMark => "标记一行，再标记到另一行";
    internal override string HelpCopy => "复制标记的行";
    internal override string HelpSendBox => "发送框";
    internal override string HelpSend => "发送";
    internal override string HelpNewLine => "换行";
    internal override string HelpEarlier => "以前发送的内容";
    internal override string HelpCharts => "图表";
    internal override string HelpMoment => "逐个时刻移动";
    internal override string HelpMomentFar => "一次移动更远";
    internal override string HelpMomentEnds => "最早、最新";
    internal override string HelpMomentOpen => "该时刻的消息";
}
