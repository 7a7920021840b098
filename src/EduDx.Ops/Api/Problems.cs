namespace EduDx.Ops.Api;

/// <summary>Errors as RFC 9457 problems whose detail says what, where and what to do.</summary>
internal static class Problems
{
    public static IResult Bad(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    public static IResult Missing(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static IResult SignIn(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status401Unauthorized);

    public static IResult Forbidden(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status403Forbidden);

    public static IResult Later(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
}
