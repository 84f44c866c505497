using ChatHub.Server.Operators.SignIn.OpenId;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string SignInWith(string provider) => $"使用 {provider} 登录";
    internal override string SignInOr => "或";
    internal override string SignedInGoOn => "您已登录。";
    internal override string OpenIdAccount(string provider) => $"您通过 {provider} 登录：密码由它保管，您在此处的权限也由它决定。";

    internal override string OpenIdText(OpenIdAnswer answer, string provider) => answer switch
    {
        OpenIdAnswer.NoRole => $"{provider} 没有授予您 ChatHub 的任何角色。请联系其管理员。",
        OpenIdAnswer.NameTaken => "您的名称属于 ChatHub 的另一个账户、与其过于相似，或为保留名称。请联系管理员。",
        OpenIdAnswer.Locked => "管理员已锁定您的账户。",
        OpenIdAnswer.Unreachable => $"{provider} 没有应答，请稍后再试。",
        _ => $"通过 {provider} 登录未完成，请重试。",
    };
}
