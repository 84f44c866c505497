namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string ListenerForget => "删除";

    internal override string ListenerShadowed(string name) => $"操作员添加的“{name}”未启用：设置文件中已有同名监听器。";

    internal override string ListenerUnusable(string name, string why) => $"操作员添加的“{name}”未启用：{why}";

    internal override string ListenerForgetOne(string name) => $"删除未启用的 {name}";

    internal override string ListenerForgetAsk(string name, string endpoint) => $"删除未启用的“{name}”（{endpoint}）的设置？设置文件中的监听器不受影响。";

    internal override string FileSetAside(string file, string aside, string why) => $"服务器启动时无法读取 {file}，已改名为 {aside}，其中的内容未使用。（{why}）";

    internal override string FileLeft(string file, string why) => $"服务器启动时无法读取 {file}。文件保持原样，在修复并重启服务器之前不会保存任何内容。（{why}）";
}
