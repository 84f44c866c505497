using ChatHub.Chat;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string Pages => "页面";
    internal override string Console => "控制台";
    internal override string SearchLog => "搜索日志：词语、hel*、\"短语\"…";
    internal override string SearchKey => "按 / 搜索";
    internal override string SearchHelp => "显示筛选条件：房间、监听器、发送者、连接、地址、类型、时间";
    internal override string Filters => "筛选";
    internal override string RemoveFilter => "移除此筛选";
    internal override string ClearFilters => "清除所有筛选";
    internal override string Sender => "发送者";
    internal override string Connection => "连接";
    internal override string Kinds => "类型";
    internal override string FromTime => "起始";
    internal override string ToTime => "截止";
    internal override string Live => "实时";
    internal override string LiveHint => "显示最新消息并跟随（End）";
    internal override string JumpTo => "跳转";
    internal override string JumpToTime => "日期和时间（本地时间）";
    internal override string Go => "跳转";
    internal override string AnHourAgo => "一小时前";
    internal override string Today => "今天";
    internal override string Yesterday => "昨天";
    internal override string AWeekAgo => "一周前";
    internal override string Oldest => "最早";
    internal override string Reading => "正在读取日志";
    internal override string CannotSearch => "无法这样搜索";
    internal override string CannotRead => "目前无法读取日志";
    internal override string NothingFound => "没有找到";
    internal override string NothingFoundHint => "日志中没有符合搜索和筛选的消息。";
    internal override string AddressProblem => "此地址的一部分无法识别：";
    internal override string EntryBefore => "上一条（↑）";
    internal override string EntryAfter => "下一条（↓）";
    internal override string EntryGone => "日志中没有这条消息";
    internal override string EntryGoneHint => "它早于日志的保留期限，或者从未存在。";
    internal override string Ways => "相关操作";
    internal override string AroundThis => "前后发生了什么";
    internal override string ThisSenderOnly => "只看此发送者";
    internal override string ThisConnectionOnly => "只看此连接";
    internal override string TextPart => "文本";
    internal override string BytesPart => "字节";
    internal override string Copy => "复制";
    internal override string Copied => "已复制";
    internal override string NotCopied => "浏览器不允许复制。";
    internal override string Pieces => "分段";
    internal override string PieceBefore => "上一段";
    internal override string PieceAfter => "下一段";
    internal override string Export => "导出";
    internal override string ExportAll => "将整个日志导出为文件：";
    internal override string ExportFiltered => "将筛选出的全部内容导出为文件：";
    internal override string CsvHint => "适用于 Excel 等表格";
    internal override string JsonlHint => "供程序使用，含原始字节";
    internal override string TxtHint => "便于阅读";
    internal override string ExportStarts => "正在开始…";
    internal override string ExportFailed => "导出失败，原因见服务器日志。";
    internal override string LogOff => "日志已关闭";
    internal override string LogDegraded => "日志无法写入";
    internal override string LogSetAside => "日志曾损坏";
    internal override string LogIncomplete => "日志不完整";
    internal override string LogSignHint => "前往消息页";

    internal override string KindOf(MessageKind kind) => kind switch
    {
        MessageKind.Text => "文本",
        MessageKind.Emote => "动作",
        MessageKind.Private => "私聊",
        MessageKind.Server => "服务器",
        MessageKind.System => "事件",
        _ => kind.ToString(),
    };

    internal override string AsSent(string encoding) => $"原编码（{encoding}）";
    internal override string ByteCount(int count) => $"{count:N0} 字节";
    internal override string Exporting(long count) => $"正在导出：{count:N0} 条…";
    internal override string Exported(long count) => $"已导出 {count:N0} 条消息";
    internal override string ExportCancelled(long count) => $"已在 {count:N0} 条后取消";
    internal override string LogOffText(string kept) => $"没有内容保存到磁盘（ChatHub:MessageLog:Enabled）。这里最多是内存中最近的 {kept} 条消息，重启后即丢失。";
    internal override string LogDegradedText(string since, string fault) => $"（自 {since}）：{fault.TrimEnd('.')}。聊天照常进行，日志会自动重试；恢复后，期间的消息才会出现在这里。";
    internal override string LogUnlogged(long count) => $"有 {count:N0} 条消息因无法写入而未记入日志。";
    internal override string LogSetAsideText(string file) => $"已新建日志。损坏的文件已另存为 {file}。";
    internal override string IndexTrails(long count) => $"搜索尚未包括最新的 {count:N0} 条消息，正在追赶。";
}
