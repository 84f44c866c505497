using System.Globalization;
using ChatHub.Server.Storage.MessageLog.Writing;

namespace ChatHub.Server.Dashboard.Texts;

/// <summary>What the message log says about itself.</summary>
public sealed partial class ChineseTexts
{
    internal override string StorageReason(string reason) => reason switch
    {
        StorageFault.DiskFull => "磁盘已满",
        StorageFault.ReadOnly => "文件或其文件夹为只读",
        StorageFault.NoPermission => "没有写入该文件的权限",
        StorageFault.CannotOpen => "无法打开该文件",
        StorageFault.Locked => "其他程序锁定了该文件",
        StorageFault.Damaged => "文件已损坏",
        _ when reason.StartsWith(StorageFault.DiskError, StringComparison.Ordinal) => "磁盘报告错误" + reason[StorageFault.DiskError.Length..],
        _ => reason,
    };

    internal override string LogGapText(EntryLoss loss) =>
        string.Create(CultureInfo.InvariantCulture, $"消息日志缺少 {loss.Count:N0} 条：编号 {loss.FirstId} 至 {loss.LastId}，{Span(loss)}（UTC）");

    internal override string LogMissingText(string last) =>
        last == "0" ? "消息日志文件是空的" : $"消息日志文件丢失或已清空，已新建文件；编号 {last} 及之前的消息已不在日志中";

    internal override string LogUnreadableText(string from) => $"消息日志的一部分已损坏；搜索找不到编号 {from} 起的消息";
}
