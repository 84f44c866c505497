using ChatHub.Chat;
using ChatHub.Server.Dashboard.Viewing;
using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Jobs;
using ChatHub.Server.Operators.Sending;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string TargetListener(string name) => $"监听器 {name}";
    internal override string TargetGone(string target) => $"{target}（已不存在）";
    internal override string NotSentTargetGone(string target) => $"未发送：{target} 已不存在。";
    internal override string ResultsMore(int count) => $"还有 {count:N0} 个";
    internal override string TargetMatching(int count) => $"符合筛选的全部（{count:N0}）";
    internal override string SendMore => "更多发送方式：十六进制、结尾、历史、片段、重复、文件";
    internal override string SendAs => "输入框的内容";
    internal override string AsText => "文本";
    internal override string AsHex => "十六进制";
    internal override string AsHexHint => "十六进制字节：48 65 6c 6c 6f，原样发出，不加前缀";
    internal override string WriteHex => "十六进制字节：48 65 6c 6c 6f";
    internal override string Escapes => @"\x00 \n";
    internal override string EscapesHint => @"识别文本中的转义：\r \n \t \\ 以及 \x00 到 \x7F";
    internal override string PlaceholdersHint => "填入 {name}（每个接收者的名称）、{time} 和 {n}（递增的序号）";
    internal override string LineEnd => "结尾";
    internal override string SentBefore => "历史";
    internal override string FindText => "查找文本…";
    internal override string NothingSentYet => "此浏览器尚未发送过内容。";
    internal override string Remove => "移除";
    internal override string Snippets => "片段";
    internal override string SnippetsHint => "只为你保存。占位符：{name} {time} {n}";
    internal override string NoSnippets => "还没有片段：写好文本，取个名称，然后保存。";
    internal override string SnippetName => "为输入框中的文本取名";
    internal override string KeepSnippet => "保存";
    internal override string Repeat => "重复";
    internal override string RepeatEvery => "间隔（秒）";
    internal override string RepeatTimes => "次数";
    internal override string RepeatHint => "重复发送输入框中的文本，第一次立即发送。每次都发给当时在目标中的连接。";
    internal override string RepeatGo => "开始";
    internal override string RepeatStarted => "正在重复发送：可在上方的任务条中查看和停止。";
    internal override string SendFile => "文件…";
    internal override string FileHint(string most) => $"逐字节发送文件，最大 {most}。发送期间其他人的消息会夹在文件数据之间。";
    internal override string FileStarted(string size) => $"正在发送文件（{size}）：进度见上方的任务条。";
    internal override string FileUnderWay => "已有文件正在发送：请等待或停止它。";
    internal override string FileDone(int got, int asked) => got == asked ? $"文件已发给 {got:N0} 个连接。" : $"文件已发给 {asked:N0} 个连接中的 {got:N0} 个。";
    internal override string FileStopped(string done, string all) => $"文件已停止，发送了 {done}，共 {all}。";
    internal override string SendPlain => "恢复为普通文本";
    internal override string SendResults => "详情";
    internal override string AsWritten => "原样";
    internal override string BytesOf(int bytes) => $"{bytes:N0} 字节";
    internal override string EncodingLacks(string encoding, string characters) => $"{encoding} 没有 {characters}：将以“?”代替。";

    internal override string EndingName(SendEnding ending, bool hex) => ending switch
    {
        SendEnding.Own => hex ? "无（原样）" : "与接收者一致",
        SendEnding.None => "无",
        SendEnding.Lf => "LF",
        _ => "CRLF",
    };

    internal override string FateOf(SendFate fate) => fate switch
    {
        SendFate.Sent => "已发送",
        SendFate.Queued => "等待中：对方读取缓慢",
        SendFate.Gone => "已跳过：连接已关闭",
        _ => "已跳过：积压过多",
    };

    internal override string NotSent(SendProblem problem) => problem.Kind switch
    {
        SendProblemKind.Nothing => NothingToSend,
        SendProblemKind.TooLong => $"内容过长：一次最多 {Format.Bytes(OperatorCommands.MaxTextBytes)}，文件最大 {Format.Bytes(OperatorCommands.MostFileBytes)}。",
        SendProblemKind.Hex => $"第 {problem.At + 1:N0} 个字符处不是一对十六进制数字。",
        SendProblemKind.Escape => $@"第 {problem.At + 1:N0} 个字符处不是有效的转义：可用 \r \n \t \\ 以及 \x00 到 \x7F；其他字节请用十六进制。",
        SendProblemKind.Nobody => "目标中没有连接。",
        SendProblemKind.TooManyNames => $"含 {{name}} 的文本最多发给 {OperatorCommands.MostNamed:N0} 个连接。",
        SendProblemKind.Stopping => NoJobWhileStopping,
        SendProblemKind.Pace => $"间隔 {OperatorCommands.ShortestRound.TotalSeconds} 到 {OperatorCommands.LongestRound.TotalSeconds:N0} 秒，次数 1 到 {OperatorCommands.MostRounds:N0}。",
        _ => $"已有 {OperatorJobs.MostRunning} 个任务在进行：请等待或停止一个。",
    };

    internal override string JobLine(JobSnapshot job) => job.Kind switch
    {
        JobKind.Repeat => $"每 {job.Every.TotalSeconds:0.###} 秒重复发送给{LabelOf(job.Label)}：{job.Done:N0}/{job.Total:N0}" + (job.Missed > 0 ? $"，{job.Missed:N0} 次无人收到" : "") + JobEnd(job),
        JobKind.File => $"发送文件 {job.Label}：{Format.Bytes(job.Done)}/{Format.Bytes(job.Total)}" + (job.Missed > 0 ? $"，{job.Missed:N0} 个接收者已离开" : "") + JobEnd(job),
        _ => JobText(job),
    };

    private string LabelOf(string label) => label switch
    {
        "everyone" => Everyone,
        _ when label.StartsWith("room ", StringComparison.Ordinal) => TargetRoom(label[5..]),
        _ when label.StartsWith("listener ", StringComparison.Ordinal) => TargetListener(label[9..]),
        _ when label.EndsWith(" selected", StringComparison.Ordinal) => $"所选的 {label[..^9]} 个连接",
        _ => label,
    };

    private static string JobEnd(JobSnapshot job) => job.State switch
    {
        JobState.Done => "，已完成。",
        JobState.Stopped => "，已停止。",
        _ => "",
    };
}
