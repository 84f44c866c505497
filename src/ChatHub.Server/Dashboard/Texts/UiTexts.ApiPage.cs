namespace ChatHub.Server.Dashboard.Texts;

/// <summary>The page of the HTTP API.</summary>
public partial class UiTexts
{
    internal virtual string ApiPage => "HTTP API";
    internal virtual string ApiPageLead => "What scripts can ask, below /api/v1, with Authorization: Bearer KEY. An administrator makes a key on the page Operators. To read takes a viewer, to change something an operator or administrator. Errors are application/problem+json, whose detail says what is allowed.";
    internal virtual string ApiDescription => "As OpenAPI";
    internal virtual string ApiContents => "Contents";
    internal virtual string ApiTypes => "Types";
    internal virtual string ApiParameters => "Parameters";
    internal virtual string ApiBody => "Body:";
    internal virtual string ApiAnswer => "Answer:";
}
