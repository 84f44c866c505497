using ChatHub.Server.Dashboard.Feed;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Wire.Connections;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string OpenTab => "已打开";
    internal override string ClosedTab => "已结束";
    internal override string ClosedTabHint => "已结束的连接及其原因";
    internal override string FindConnections => "查找：名称、地址、listener:relay、idle>5m…";
    internal override string FilterExamples => "条件";
    internal override string FilterExamplesHint => "筛选支持的条件，点击添加或移除";
    internal override string FilterSyntax => "词语会在所有列中查找。条件前加减号表示排除，引号保留空格：-listener:relay name:\"Zhang San\"。还支持：remote: address: alias: room: encoding: state: unsent> bytesin> bytesout> inrate> outrate> id>";
    internal override string Lagging => "滞后";
    internal override string LaggingHint => "只看因未读取而有数据等待的连接";
    internal override string ByAddress => "按地址";
    internal override string ByAddressHint => "将同一地址的连接归在一起";
    internal override string Columns => "列";
    internal override string ColumnsHint => "显示哪些列及其顺序，为你保存";
    internal override string ColumnUp(string column) => $"{column}：左移";
    internal override string ColumnDown(string column) => $"{column}：右移";
    internal override string ColumnsReset => "恢复默认";
    internal override string NoClosed => "还没有连接结束";
    internal override string NoClosedHint => "结束的连接及其原因会列在这里，直到服务器重启。";
    internal override string OpenDetails(string who) => $"{who} 的详情";
    internal override string Expand(string address) => $"显示 {address} 的连接";
    internal override string Collapse(string address) => $"隐藏 {address} 的连接";
    internal override string SelectAddress(string address) => $"选择 {address} 的所有连接";
    internal override string FilterNotUnderstood(FilterProblem problem) => $"{problem.Term}：应为" + problem.Expected switch
    {
        FilterUnit.Time => "时间，例如 30s、5m、2h 或 1d",
        FilterUnit.Bytes => "大小，例如 500、10KB 或 1MB",
        _ => "数字，例如 100 或 5k",
    };

    internal override string Alias => "别名";
    internal override string AliasLong => "操作员为其地址或名称取的长期名称";
    internal override string Protocol => "协议";
    internal override string Rooms => "房间";
    internal override string State => "状态";
    internal override string InRate => "收/秒";
    internal override string InRateLong => "每秒收到的消息";
    internal override string OutRate => "发/秒";
    internal override string OutRateLong => "每秒发出的消息";
    internal override string BytesInRate => "收字节/秒";
    internal override string BytesInRateLong => "每秒收到的字节";
    internal override string BytesOutRate => "发字节/秒";
    internal override string BytesOutRateLong => "每秒发出的字节";
    internal override string Unsent => "未发";
    internal override string UnsentLong => "最早的待发数据已等待多久";
    internal override string Dropped => "丢弃";
    internal override string DroppedLong => "被丢弃的消息：过长、发送队列已满，或在禁言期间发送";
    internal override string RoundTrip => "往返";
    internal override string RoundTripLong => "内核测得的往返时间";
    internal override string ClosedAt => "结束于";
    internal override string Lifetime => "持续";
    internal override string Reason => "原因";
    internal override string MessagesInLong => "收到的消息";
    internal override string MessagesOutLong => "发出的消息";

    internal override string StateName(ConnectionState state) => state switch
    {
        ConnectionState.Opening => "正在打开",
        ConnectionState.Handshaking => "正在握手",
        ConnectionState.Open => "已打开",
        ConnectionState.Closing => "正在关闭",
        ConnectionState.Closed => "已关闭",
        _ => state.ToString(),
    };

    internal override string ConnectionNumber(long id) => $"#{id}";
    internal override string ConnectionGone => "已没有此连接的记录";
    internal override string ConnectionGoneHint => "它早已结束，或者服务器之后重启过。";
    internal override string ActsPart => "操作";
    internal override string FactsPart => "信息";
    internal override string RatesPart => "最近一分钟";
    internal override string NotesPart => "别名和备注";
    internal override string MessagesPart => "它的消息";
    internal override string ConnectedSince => "连接于";
    internal override string LastHeard => "最近收到";
    internal override string Traffic => "流量";
    internal override string InOut(string @in, string @out) => $"收 {@in}，发 {@out}";
    internal override string RoundTripValue(string time, string variation) => $"{time} ± {variation}";
    internal override string Retransmits => "重传";
    internal override string Segments(long count) => $"{count:N0} 段";
    internal override string WaitsSince(string bytes, string time) => $"{bytes}，最早的已等待 {time}";
    internal override string NothingWaits => "无积压";
    internal override string SameAddress(string count) => $"此地址的所有连接（{count}）";
    internal override string AllItsMessages => "它的全部消息";
    internal override string NoMessagesOfIt => "它还没有说过什么。";
    internal override string WriteToIt => "给它发消息…";
    internal override string Rename => "改名";
    internal override string RenameLabel => "新名称，房间和客户端会收到通知";
    internal override string Renamed => "已改名。";
    internal override string NotRenamed(string why) => $"未改名：{why}";
    internal override string Mute => "禁言";
    internal override string MuteHint => "它说的话不会转发给任何人，只通知它一次";
    internal override string Unmute => "解除禁言";
    internal override string Muted => "已禁言";
    internal override string MutedFor(string time) => $"禁言还剩 {time}";
    internal override string MinutesLong(int minutes) => minutes switch
    {
        < 60 => $"{minutes} 分钟",
        < 1440 => $"{minutes / 60} 小时",
        _ => $"{minutes / 1440} 天",
    };
    internal override string NoteFor => "适用于";
    internal override string NoteForAddress(string address) => $"地址 {address}";
    internal override string NoteForName(string name) => $"名称 {name}";
    internal override string Notes => "备注";
    internal override string Save => "保存";
    internal override string Saved => "已保存。";
    internal override string NotSaved => "未保存，原因见服务器日志。";
    internal override string NoteBy(string who, string when) => $"{who}，{when}";
    internal override string RateNow(string now, string most) => $"现在 {now}，最高 {most}";
    internal override string Ended(string reason) => $"已结束：{reason}";

    internal override string ActOnAll(string count) => $"显示的全部（{count}）";
    internal override string ActOnAllHint => "对符合筛选的所有连接执行操作";
    internal override string ActOnSelected => "对选中的连接执行操作";
    internal override string Message => "发消息";
    internal override string DisconnectMany(int count) => $"断开 {count:N0} 个连接？";
    internal override string DisconnectOneAsk(string who) => $"断开 {who}？";
    internal override string MuteOne(string who) => $"禁言 {who}";
    internal override string MessageTo(string who) => $"发消息给 {who}";
    internal override string MuteMany(int count) => $"禁言 {count:N0} 个连接";
    internal override string MessageMany(int count) => $"发消息给 {count:N0} 个连接";
    internal override string AndMore(string names, int more) => $"{names} 以及另外 {more:N0} 个";
    internal override string AskedNow => "之后新来的连接不受影响。";
    internal override string ReasonLabel => "原因，会告知对方（可留空）";
    internal override string PerSecondLabel => "每秒多少个";
    internal override string TakesAbout(string time) => $"大约需要 {time}";
    internal override string MuteFor => "多长时间";
    internal override string MutedCount(int count) => $"已禁言 {count:N0} 个连接";
    internal override string UnmutedCount(int count) => $"已解除 {count:N0} 个连接的禁言";
    internal override string SentTo(string outcome) => $"已发送，{outcome}";
    internal override string Jobs => "正在进行";
    internal override string StopJob => "停止";
    internal override string JobText(JobSnapshot job) => job.State switch
    {
        JobState.Running => $"正在断开：{job.Done + job.Missed:N0} / {job.Total:N0}，每秒 {job.PerSecond:N0} 个",
        JobState.Stopped => $"已停止：断开 {job.Done:N0} 个，{job.Total - job.Done - job.Missed:N0} 个未动",
        _ => $"已断开 {job.Done:N0} 个" + (job.Missed > 0 ? $"，{job.Missed:N0} 个之前已离开" : ""),
    };
}
