using ChatHub.Chat;
using ChatHub.Server.Storage.MessageLog.Writing;
using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>Simplified Chinese.</summary>
public sealed partial class ChineseTexts : UiTexts
{
    /// <inheritdoc/>
    public override string Tag => "zh-Hans";

    /// <inheritdoc/>
    public override string Language => "简体中文";

    internal override string Connected => "已连接";
    internal override string Reconnecting => "正在重连";
    internal override string ServerState => "本页面与服务器的连接";
    internal override string Appearance => "外观";
    internal override string ThemeSystem => "跟随系统";
    internal override string ThemeLight => "浅色";
    internal override string ThemeDark => "深色";
    internal override string LanguageMenu => "语言";
    internal override string SkipToLog => "跳到内容";
    internal override string Sections => "分区";
    internal override string Loading => "正在连接服务器…";
    internal override string LostTitle => "与服务器的连接已断开";
    internal override string LostText => "正在自动重试。可以继续写，内容不会丢失。";
    internal override string RetryNow => "立即重试";
    internal override string ErrorTitle => "页面的这一部分出错了";
    internal override string ErrorText => "服务器仍在运行，原因见服务器日志。";
    internal override string TryAgain => "重新显示";
    internal override string FatalText => "页面已停止工作。服务器仍在运行。";
    internal override string Reload => "重新加载";
    internal override string NotFound => "此地址没有内容。";
    internal override string ToDashboard => "回到控制台";
    internal override string Cancel => "取消";
    internal override string Close => "关闭";
    internal override string Operator => "操作员";
    internal override string Connections => "连接";
    internal override string Peak(string count) => $"峰值 {count}";
    internal override string MessagesIn => "收到消息";
    internal override string Deliveries => "投递";
    internal override string PerSecond => "/秒";
    internal override string Backlog => "积压";
    internal override string Uptime => "运行时间";
    internal override string Figures => "指标";
    internal override string Sockets => "套接字";
    internal override string FilterSockets => "按名称、地址、监听器筛选…";
    internal override string CountOf(string shown, string all) => $"{shown} / {all}";
    internal override string Selected(string count) => $"已选 {count}";
    internal override string ClearSelection => "清除选择";
    internal override string SelectAll => "选择所有显示的行";
    internal override string SelectOne(string who) => $"选择 {who}";
    internal override string SortBy(string column) => $"按{column}排序";
    internal override string Number => "#";
    internal override string NumberLong => "编号";
    internal override string Name => "名称";
    internal override string Remote => "远程地址";
    internal override string Listener => "监听器";
    internal override string ConnectedFor => "连接时长";
    internal override string Idle => "空闲";
    internal override string MessagesInShort => "收消息";
    internal override string MessagesOutShort => "发消息";
    internal override string BytesIn => "收字节";
    internal override string BytesOut => "发字节";
    internal override string BacklogLong => "因客户端未读取而等待的字节";
    internal override string Disconnect => "断开";
    internal override string DisconnectOne(string who) => $"断开 {who}";
    internal override string DisconnectAsk(string who, long id, string remote) => $"断开 {who}（#{id}，{remote}）？应发给它的内容仍会发完。";
    internal override string AlreadyGone(string who) => $"{who} 已经离开。";
    internal override string NoSockets => "没有客户端连接";
    internal override string NoSocketsHint => "在终端里试试：";
    internal override string NoListenerHint => "启动一个监听器，客户端才能连接。";
    internal override string NoMatch => "没有符合筛选的内容";
    internal override string ClearFilter => "清除筛选";
    internal override string Messages => "消息";
    internal override string FilterLog => "包含…的行";
    internal override string FilterLogHint => "在最新的行中查找词语、名称、地址或监听器的一部分。“消息”页面按词语搜索整个日志。";
    internal override string SearchWholeLog => "搜索整个日志";
    internal override string Events => "事件";
    internal override string EventsHint => "显示连接、断开和监听器的事件";
    internal override string NewMessages(string count) => $"{count} 条新消息";
    internal override string JumpToNewest => "跳到最新";
    internal override string NoMessages => "还没有消息";
    internal override string NoMessagesHint => "客户端说的话会立即显示在这里。";
    internal override string Server => "服务器";
    internal override string To(string who) => $"发给 {who}";
    internal override string ToCount(long count) => $"发给 {count:N0} 个连接";
    internal override string DetailOf(long id) => $"消息 {id}";
    internal override string Time => "时间";
    internal override string From => "来自";
    internal override string Room => "房间";
    internal override string AllRooms => "所有房间";
    internal override string Size => "大小";
    internal override string Encoding => "编码";
    internal override string By => "操作者";
    internal override string CutAt(string shown, string all) => $"只显示 {all} 中的前 {shown}。";

    internal override string Happened(SystemEvent what, string reason, string detail) => what switch
    {
        SystemEvent.Connected => "已连接",
        SystemEvent.Disconnected => $"已断开：{reason}",
        SystemEvent.Renamed => $"原名 {detail}",
        SystemEvent.ListenerStarted => $"正在监听 {detail}",
        SystemEvent.ListenerStopped => "已停止监听",
        SystemEvent.ListenerDraining => "正在排空：不再接受新连接",
        SystemEvent.ListenerFaulted => $"无法监听：{FaultAt(detail)}",
        SystemEvent.Refused => $"已拒绝：{RefusedAt(detail)}",
        SystemEvent.LogDegraded => $"消息日志无法写入，聊天照常进行：{StorageReason(detail)}",
        SystemEvent.LogRecovered => "消息日志已恢复写入",
        SystemEvent.LogGap => EntryLoss.Parse(detail) is { } loss ? LogGapText(loss) : $"消息日志缺少：{detail}",
        SystemEvent.LogSetAside => $"消息日志文件已损坏，已新建文件；损坏的文件现名为 {detail}",
        SystemEvent.LogMissing => LogMissingText(detail),
        SystemEvent.LogUnreadable => LogUnreadableText(detail),
        SystemEvent.Banned => BannedText(detail),
        SystemEvent.Unbanned => UnbannedText(detail),
        SystemEvent.SettingsApplied => SettingsAppliedText(detail),
        SystemEvent.SettingsRefused => SettingsRefusedText(detail),
        _ => detail,
    };

    internal override string Because(DisconnectReason reason) => reason switch
    {
        DisconnectReason.ClientClosed => "客户端关闭",
        DisconnectReason.Farewell => "客户端告别",
        DisconnectReason.Kicked => "由操作员断开",
        DisconnectReason.Banned => "地址被封禁",
        DisconnectReason.SlowConsumer => "不读取发给它的内容",
        DisconnectReason.IdleTimeout => "长时间没有数据",
        DisconnectReason.MessageTooLong => "消息过长",
        DisconnectReason.Flooding => "发送过多",
        DisconnectReason.ConnectionLimit => "服务器已满",
        DisconnectReason.ListenerStopped => "监听器已停止",
        DisconnectReason.ServerStopping => "服务器正在停止",
        DisconnectReason.TransportError => "网络故障",
        DisconnectReason.HandshakeFailed => "TLS 或代理头失败",
        DisconnectReason.WrongPassword => "密码错误",
        DisconnectReason.NotAdmitted => "地址不允许连接，或连接过多",
        DisconnectReason.InternalError => "服务器故障，详见日志",
        _ => "没有原因",
    };

    internal override string Write => "以服务器身份发言…";
    internal override string WriteLabel => "服务器的消息";
    internal override string WriteHint => "Enter 发送 · Shift+Enter 换行 · ↑ 找回以前的";
    internal override string Send => "发送";
    internal override string Target => "发给谁";
    internal override string Everyone => "所有人";
    internal override string TargetRoom(string room) => $"房间 {room}";
    internal override string TargetSelected(int count) => $"已选（{count:N0}）";
    internal override string Outcome(int recipients, int queued, int skipped) =>
        $"已发给 {recipients:N0}" + (queued > 0 ? $"，{queued:N0} 个仍在等待" : "") + (skipped > 0 ? $"，跳过 {skipped:N0}" : "");
    internal override string NothingToSend => "没有可发送的内容。";
    internal override string NobodySelected => "没有选择任何连接：请勾选套接字的行。";
    internal override string TooLong(int limit) => $"太长：最多 {limit:N0} 个字符。";
    internal override string TooManyBytes(int limit) => $"太长：最多 {limit:N0} 字节。";
    internal override string SendFailed => "未发送。内容还在（按 ↑），原因见服务器日志。";
    internal override string MayBeSent => "没有得到回应：连接中断，内容可能已经发出。再次发送之前请先看日志。";
    internal override string NotConnected => "未发送：没有连接到服务器。内容留在这里。";
    internal override string Listeners => "监听器";
    internal override string NoListeners => "没有设置监听器";
    internal override string NoListenersHint => "请在 appsettings.json 的 ChatHub:Listeners 下添加。";
    internal override string ListenerConnections(int count) => $"{count:N0} 个连接";
    internal override string Start => "启动";
    internal override string Stop => "停止";
    internal override string StartOne(string name) => $"启动 {name}";
    internal override string StopOne(string name) => $"停止 {name}";
    internal override string StopAsk(string name, int count) => count == 0 ? $"停止 {name}？它没有连接。" : $"停止 {name}？将关闭它的 {count:N0} 个连接。";
    internal override string Drain => "排空";
    internal override string DrainHint => "排空：不再接受新连接，现有连接可以结束";
    internal override string DrainOne(string name) => $"排空 {name}";
    internal override string DrainAsk(string name, int count, int seconds) => count == 0
        ? $"排空 {name}？它将不再接受新连接，现在没有连接。"
        : $"排空 {name}？它将不再接受新连接。现有的 {count:N0} 个连接可以继续，{seconds} 秒后仍未结束的将被关闭。";
    internal override string CommandFailed => "没有成功，原因见服务器日志。";

    internal override string StateOf(ListenerState state) => state switch
    {
        ListenerState.Stopped => "已停止",
        ListenerState.Starting => "正在启动",
        ListenerState.Listening => "监听中",
        ListenerState.Draining => "排空中",
        ListenerState.Faulted => "故障",
        _ => state.ToString(),
    };
}
