using ChatHub.Wire.Listeners;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string Yes => "是";
    internal override string No => "否";
    internal override string Never => "从不";
    internal override string ListenerAdd => "添加监听器";
    internal override string ListenerAddAndStart => "添加并启动";
    internal override string ListenerNew => "新监听器";
    internal override string ListenerSave => "保存";
    internal override string ListenerRemove => "删除";
    internal override string NoListenersAdd => "可在此添加，或写在 appsettings.json 的 ChatHub:Listeners 下。";
    internal override string ListenerSet => "来自设置";
    internal override string ListenerKept => "在此添加";
    internal override string ListenerKeptHint => "由操作员添加，重启后保留";
    internal override string ListenerWhere => "此监听器来自设置：可在此启动和停止；要修改请改设置（appsettings.json、环境变量或命令行），然后重启服务器。键为";
    internal override string ListenerSetHint(string name) => $"来自设置 ChatHub:Listeners:{name}，请在那里修改";
    internal override string ListenerShow(string name) => $"显示 {name} 的设置";
    internal override string ListenerSettingsOf(string name) => $"{name} 的设置";
    internal override string DrainLeft(int seconds) => $"还剩 {seconds} 秒";
    internal override string ListenerName => "名称";
    internal override string ListenerNameHint => "字母、数字、- 和 _。之后不能更改。";
    internal override string ListenerEndpoint => "地址和端口";
    internal override string ListenerEndpointHint => "0.0.0.0 表示本机所有地址，[::] 还包括 IPv6；端口 0 表示任选空闲端口。";
    internal override string ListenerProtocolLabel => "协议";
    internal override string ListenerEnabled => "随服务器启动";
    internal override string ListenerEnabledLabel => "随服务器启动";
    internal override string ListenerMore => "更多设置";
    internal override string ListenerFlush => "静默多少毫秒后算一条消息";
    internal override string ListenerFlushHint => "用于没有结尾的文本；0 表示从不。";
    internal override string ListenerIdle => "静默多少秒后断开";
    internal override string ListenerIdleHint => "0 表示从不。";
    internal override string ListenerMost => "消息最多字节数";
    internal override string ListenerSlow => "不读取的客户端";
    internal override string ListenerEcho => "发送者也收到自己的消息";
    internal override string ListenerEnding => "发给客户端的行结尾";
    internal override string ListenerAttribution => "文本前加上";
    internal override string ListenerFarewell => "结束会话的文本";
    internal override string ListenerPrefix => "操作员的话之前";
    internal override string ListenerGreeting => "问候语";
    internal override string ListenerGreetingHint => "会填入 {name}、{room} 和 {others}。留空则用协议自带的。";
    internal override string ListenerOwnGreeting => "协议自带的";
    internal override string ListenerSayWhy => "断开时告诉客户端原因";
    internal override string ListenerUsual(string value) => $"默认（{value}）";

    internal override string ProtocolHint(ListenerProtocol protocol) => protocol switch
    {
        ListenerProtocol.Chat => "用 nc 或 telnet 的人：名称、命令、按行。",
        ListenerProtocol.Relay => "Qt 客户端和类似程序：文本原样转发。",
        _ => "设备和程序：字节原样转发。",
    };

    internal override string SlowName(SlowConsumerPolicy policy) => policy switch
    {
        SlowConsumerPolicy.DropOldest => "丢弃最旧的消息",
        _ => "断开",
    };

    internal override string EndingName(OutputLineEnding ending) => ending switch
    {
        OutputLineEnding.None => "无",
        OutputLineEnding.Lf => "LF",
        OutputLineEnding.CrLf => "CR LF",
        _ => "与各客户端相同",
    };

    internal override string AttributionName(Attribution attribution) => attribution switch
    {
        Attribution.Name => "名称",
        Attribution.Endpoint => "地址和端口",
        _ => "不加",
    };

    internal override string ListenerWrong => "上面还有不正确的地方。";
    internal override string ListenerWrongName => "应为 1 到 32 个字母、数字、- 或 _。";
    internal override string ListenerWrongEndpoint => "应为 地址:端口，例如 0.0.0.0:9100、[::]:9100 或 localhost:9100。";
    internal override string ListenerWrongRoom => "最多 64 个字符。";
    internal override string ListenerWrongEncoding => "应为编码名称，例如 utf-8、gb18030 或 iso-8859-1。";
    internal override string ListenerWrongFlush => "应为 1 到 60000，或 0 表示从不。";
    internal override string ListenerWrongIdle => "最多 2592000（30 天），或 0 表示从不。";
    internal override string ListenerWrongMost => "应为 16 到 16777216。";
    internal override string ListenerSame => "没有改动。";
    internal override string ListenerOpenChange => "对之后的连接生效；已打开的连接保持原样。";
    internal override string ListenerTaken(string name) => $"监听器 {name} 也设为此端口；只有一个能在那里监听。";
    internal override string ListenerNameTaken(string name) => $"已有名为 {name} 的监听器。";
    internal override string ListenerNotKept(string why) => $"没有执行，因为无法保存到磁盘：{why}";
    internal override string ListenerRebind(int connections) => connections == 0 ? "将在另一个地址监听。" : $"将在另一个地址监听；它的 {connections:N0} 个连接保留。";
    internal override string ListenerRestart(int connections) => connections == 0 ? "将重新启动。" : $"将重新启动；它的 {connections:N0} 个连接会被关闭。";
    internal override string ListenerRestartAsk(string name, int connections) => $"重新启动 {name}？将关闭它的 {connections:N0} 个连接。";
    internal override string ListenerRemoveAsk(string name, int connections) => connections == 0 ? $"删除 {name}？它没有连接。它的设置也将消失。" : $"删除 {name}？将关闭它的 {connections:N0} 个连接。它的设置也将消失。";
}
