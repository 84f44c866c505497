namespace ChatHub.Server.Dashboard.Texts;

/// <summary>The page of the HTTP API.</summary>
public sealed partial class ChineseTexts
{
    internal override string ApiPage => "HTTP API";
    internal override string ApiPageLead => "脚本可以请求的内容，位于 /api/v1 之下，须带 Authorization: Bearer KEY。管理员在“操作员”页面创建密钥。读取需要查看者角色，更改需要操作员或管理员。错误为 application/problem+json，其 detail 说明允许的内容。";
    internal override string ApiDescription => "OpenAPI 描述";
    internal override string ApiContents => "目录";
    internal override string ApiTypes => "类型";
    internal override string ApiParameters => "参数";
    internal override string ApiBody => "正文：";
    internal override string ApiAnswer => "应答：";
}
