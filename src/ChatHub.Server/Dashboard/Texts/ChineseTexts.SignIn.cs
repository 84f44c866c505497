using ChatHub.Server.Operators;
using ChatHub.Server.Operators.Accounts;
using ChatHub.Server.Operators.SignIn;
using ChatHub.Server.Operators.SignIn.Passkeys;

namespace ChatHub.Server.Dashboard.Texts;

public sealed partial class ChineseTexts
{
    internal override string SignIn => "登录";
    internal override string SignOut => "退出登录";
    internal override string AccountName => "名称";
    internal override string Password => "密码";
    internal override string SignInWrong => "名称或密码不正确。";
    internal override string SignInWait(int minutes) => $"尝试次数过多，请 {minutes} 分钟后再试。";
    internal override string CodeLead => "请输入身份验证器应用为 ChatHub 显示的六位数字。";
    internal override string Code => "验证码";
    internal override string StartOver => "重新开始";
    internal override string ForgottenLead => "忘记密码？可在服务器的终端中用此选项重设：";

    internal override string SetUp => "设置 ChatHub";
    internal override string SetUpLead => "此账户拥有全部权限，并由它为其他人创建账户。";
    internal override string SetUpWhere => "还没有操作员。启动 ChatHub 的终端显示了创建第一个操作员的链接：请在此浏览器中打开该链接。";
    internal override string SetUpExpired => "链接只能使用一次，有效期 30 分钟。重新启动 ChatHub 会显示新的链接。也可以在服务器的终端中创建操作员：";
    internal override string SetUpGo => "创建账户";
    internal override string AccountNameHint(int most) => $"最多 {most} 个字母、数字、- _ 和 .";
    internal override string PasswordHint(int least) => $"至少 {least} 个字符；几个互不相关的词就很好。";
    internal override string PasswordAgain => "再次输入密码";

    internal override string OwnAccount => "我的账户";
    internal override string ChangePassword => "修改密码";
    internal override string PasswordPresent => "当前密码";
    internal override string PasswordNew => "新密码";
    internal override string PasswordChanged => "密码已修改。此账户的其他会话已全部结束。";
    internal override string SecondFactor => "第二验证";
    internal override string SecondFactorLead => "使用身份验证器应用后，输入密码之后还需输入验证码。请用应用扫描图片，然后输入它显示的验证码。";
    internal override string SecondFactorPicture => "含有身份验证器密钥的二维码";
    internal override string SecondFactorSecret => "或在应用中输入此密钥：";
    internal override string SecondFactorOn => "输入密码之后需要验证码。";
    internal override string SecondFactorOff => "不再需要验证码。";
    internal override string SecondFactorSwitchOn => "启用验证码";
    internal override string SecondFactorSwitchOff => "停用验证码";
    internal override string OwnSessions => "已登录的位置";
    internal override string SessionSeen(string when) => $"最近使用 {when} UTC";
    internal override string ThisSession => "当前会话";
    internal override string EndSession => "结束该会话";
    internal override string SessionEnded => "该会话已结束。";

    internal override string NotAllowedHere => "您的角色不能使用此页面。";
    internal override string SignInOff => "登录已关闭";
    internal override string ListenersSeenOnly => "监听器由管理员启动、停止和更改。";
    internal override string SignInOffLong => "登录已关闭：此计算机上的所有人都是管理员。";

    internal override string RoleName(OperatorRole role) => role switch
    {
        OperatorRole.Viewer => "查看者",
        OperatorRole.Operator => "操作员",
        OperatorRole.Administrator => "管理员",
        _ => "无",
    };

    internal override string AccountProblemText(AccountProblem problem) => problem switch
    {
        AccountProblem.NameWrong => $"名称由 1 到 {OperatorNames.Most} 个字母、数字、- _ 和 . 组成，并以字母或数字开头。",
        AccountProblem.NameReserved => "该名称容易被误认为服务器本身或无人，请换一个。",
        AccountProblem.NameTaken => "该名称已被使用，或与已有名称过于相似。",
        AccountProblem.Unknown => "它已不存在。",
        AccountProblem.PasswordShort => $"密码至少需要 {PasswordRules.Least} 个字符。",
        AccountProblem.PasswordLong => $"密码最多 {PasswordRules.Most} 个字符。",
        AccountProblem.PasswordCommon => "这是最先被猜测的密码之一。请使用几个互不相关的词。",
        AccountProblem.PasswordDiffers => "两次输入的密码不同。",
        AccountProblem.PasswordWrong => "当前密码不正确。",
        AccountProblem.Wait => SignInWait((int)SignInFailures.LockedFor.TotalMinutes),
        AccountProblem.LastAdministrator => "这是最后一个有密码的管理员。",
        AccountProblem.PasskeyNameWrong => PasskeyNameWrong(PasskeyRules.MostNameCharacters),
        AccountProblem.PasskeysMany => PasskeysMany(OperatorAccounts.MostPasskeys),
        AccountProblem.PasskeyWrong => PasskeyNotGood,
        AccountProblem.OpenId => "此账户的登录方式和权限由 OpenID Connect 提供方决定。",
        AccountProblem.CodeWrong => "验证码不正确。验证码 30 秒内有效，且只能使用一次。",
        _ => "内容已有变化，请重试。",
    };
}
