namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string ReadAsHint => "此后收发文字所用的编码";

    internal override string ReadAsGo => "使用此编码";

    internal override string ReadAs(string encoding) => $"编码 {encoding}…";

    internal override string ReadAsDone(string encoding) => $"此后以 {encoding} 收发。";

    internal override string ReadAsUnknown(string encoding) => $"没有可分行的编码“{encoding}”。可用 utf-8、gb18030 或 iso-8859-1。";

    internal override string ClosingHint(string reason) => $"正在关闭：{reason}。正在发送尚未发完的内容。";
}
