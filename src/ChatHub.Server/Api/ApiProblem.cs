using ChatHub.Server.Operators;
using ChatHub.Server.Storage.MessageLog;

namespace ChatHub.Server.Api;

/// <summary>What is wrong with a request: the answer is <c>application/problem+json</c> (RFC 9457), whose detail names the field and what is allowed.</summary>
/// <param name="problems">One for each wrong field.</param>
internal sealed class ApiProblemException(params IReadOnlyList<QueryProblem> problems) : Exception(string.Join(" ", problems.Select(problem => problem.Detail)))
{
    public ApiProblemException(string field, string detail)
        : this([new QueryProblem(field, detail)])
    {
    }

    /// <summary>One for each wrong field.</summary>
    public IReadOnlyList<QueryProblem> Problems { get; } = problems;
}

/// <summary>Turns what the endpoints throw into answers.</summary>
internal sealed class ApiProblemFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (ApiProblemException wrong)
        {
            return Wrong(wrong.Problems);
        }
        catch (Exception failure) when (AnswerTo(failure) is { } answer)
        {
            return answer;
        }
    }

    /// <summary>An answer 400 with each problem under the name of its field.</summary>
    public static IResult Wrong(IReadOnlyList<QueryProblem> problems) => Results.ValidationProblem(
        problems.GroupBy(problem => problem.Field).ToDictionary(field => field.Key, field => field.Select(problem => problem.Detail).ToArray()),
        string.Join(" ", problems.Select(problem => problem.Detail)));

    private static IResult? AnswerTo(Exception failure) => failure switch
    {
        NotAllowedException refused => Results.Problem(refused.Message, statusCode: StatusCodes.Status403Forbidden),
        ArgumentException wrong => Results.Problem(WithoutParameter(wrong), statusCode: StatusCodes.Status400BadRequest),
        MessageQueryException wrong => Wrong([new("q", $"q: {wrong.Message}")]),
        KeyNotFoundException missing => Results.Problem(missing.Message, statusCode: StatusCodes.Status404NotFound),
        InvalidOperationException conflict when conflict is not ObjectDisposedException => Results.Problem(conflict.Message, statusCode: StatusCodes.Status409Conflict),
        MessageLogUnavailableException unavailable => Results.Problem(unavailable.Message, statusCode: StatusCodes.Status503ServiceUnavailable),
        IOException or UnauthorizedAccessException when failure is not BadHttpRequestException =>
            Results.Problem("The disk did not take it, and nothing has changed; the server's log has more.", statusCode: StatusCodes.Status503ServiceUnavailable),
        _ => null,
    };

    /// <summary>The sentence alone: the name of a parameter in the code says nothing to who calls.</summary>
    private static string WithoutParameter(ArgumentException wrong) =>
        wrong.ParamName is { } name ? wrong.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : wrong.Message;
}
