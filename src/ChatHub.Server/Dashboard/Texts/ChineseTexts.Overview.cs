using ChatHub.Chat;
using ChatHub.Server.Dashboard.Overview;
using ChatHub.Server.Statistics;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string Overview => "概览";
    internal override string OverviewRange => "时间范围";
    internal override string OverviewHint => "指向任一图表，可在所有图表上查看同一时刻；点击可查看当时的消息。";
    internal override string OverviewHintTouch => "点一下图表，可在所有图表上查看同一时刻。";
    internal override string OverviewLog => "当时的消息";
    internal override string OverviewEvents => "事件";
    internal override string NothingHappened => "没有故障，没有触及限制，操作员没有断开任何连接。";
    internal override string NothingThen => "无事件";
    internal override string ChartOpen => "打开的连接";
    internal override string ChartAccepts => "接受的连接";
    internal override string ChartAccepted => "已接受";
    internal override string ChartRefused => "已拒绝";
    internal override string ChartDisconnects => "断开的连接";
    internal override string ChartBytes => "字节";
    internal override string ChartIn => "收";
    internal override string ChartOut => "发";
    internal override string ChartLatency => "从发布到送出";
    internal override string ChartMedian => "中位数";
    internal override string ChartHigh => "99% 低于";
    internal override string ChartLogLag => "日志滞后";
    internal override string ChartProcessor => "处理器（占一个核心）";
    internal override string ChartMemory => "内存";
    internal override string ChartProcess => "进程";
    internal override string ChartObjects => "对象";
    internal override string ChartCollection => "垃圾回收造成的停顿";
    internal override string ChartPaused => "时间占比";
    internal override string ChartTable => "以表格显示";
    internal override string ChartNothing => "这段时间没有数据。";
    internal override string ChartAsTable(string chart) => $"{chart}：以表格显示";
    internal override string ChartNow(string value) => $"现在 {value}";
    internal override string ChartTotal(string count) => $"共 {count}";
    internal override string ChartRange(string least, string most) => $"{least} 至 {most}";

    internal override string ChartPer(StatisticsRange range) => range switch
    {
        StatisticsRange.Minutes => "每 5 秒",
        StatisticsRange.Day => "每 6 分钟",
        _ => "每 3 小时",
    };

    internal override string RangeName(StatisticsRange range) => range switch
    {
        StatisticsRange.Minutes => "15 分钟",
        StatisticsRange.Day => "24 小时",
        _ => "30 天",
    };

    internal override string RangeOf(StatisticsRange range) => range switch
    {
        StatisticsRange.Minutes => "最近 15 分钟",
        StatisticsRange.Day => "最近 24 小时",
        _ => "最近 30 天",
    };

    internal override string ChartReason(DisconnectReason reason) => reason switch
    {
        DisconnectReason.ClientClosed => "客户端离开",
        DisconnectReason.Kicked => "由操作员",
        DisconnectReason.SlowConsumer => "不读取",
        DisconnectReason.Flooding => "发送过多",
        DisconnectReason.IdleTimeout => "长时间沉默",
        DisconnectReason.TransportError => "网络",
        DisconnectReason.ListenerStopped => "监听器或服务器停止",
        _ => "其他",
    };

    internal override string LaneServer => "服务器";
    internal override string LaneFaults => "故障";
    internal override string LaneLimits => "限制";
    internal override string LaneOperators => "操作员";
    internal override string HappenedDegraded => "消息日志无法写入";
    internal override string HappenedStarts(long count) => count == 1 ? "服务器启动" : $"服务器启动 {count:N0} 次";
    internal override string HappenedFaults(long count) => $"{count:N0} 个监听器出现故障";
    internal override string HappenedInternal(long count) => $"{count:N0} 个连接因服务器故障而结束";
    internal override string HappenedRefused(long count) => $"服务器已满，拒绝了 {count:N0} 个连接";
    internal override string HappenedSlow(long count) => $"{count:N0} 个连接因不读取而被切断";
    internal override string HappenedTooMuch(long count) => $"{count:N0} 个连接因发送过多而被断开";
    internal override string HappenedDropped(long count) => $"丢弃了 {count:N0} 条消息";
    internal override string HappenedKicked(long count) => $"操作员断开了 {count:N0} 个连接";
    internal override string HappenedStopped(long count) => $"因停止监听器断开了 {count:N0} 个连接";
    internal override string Talkers => "当前最活跃";
    internal override string TalkersBy => "排序依据";
    internal override string NoTalkers => "现在没有收发。";
    internal override string TalkerMessages(string name) => $"{name} 的消息";

    internal override string TalkerOrderName(TalkerOrder order) => order switch
    {
        TalkerOrder.BytesIn => "收字节",
        TalkerOrder.BytesOut => "发字节",
        _ => "消息",
    };
}
