using System.Text.Json;

namespace EduDx.Ops.Api;

/// <summary>What cannot be read is answered with what is wrong with it, and not with an empty 400.</summary>
internal static class BadRequests
{
    public static void AddBadRequests(this IServiceCollection services) => services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);

    public static void UseBadRequests(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            await Results.Problem(Why(e), statusCode: e.StatusCode).ExecuteAsync(context);
        }
    });

    private static string Why(BadHttpRequestException e) => e switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => "the body is larger than is taken here",
        // The framework's sentence speaks to who wrote the endpoint.
        _ when e.Message.Contains("no body was provided", StringComparison.Ordinal) => "the body is missing: send the JSON that GET /openapi/v1.json describes",
        { InnerException: JsonException json } => $"the body is not the JSON that is asked for: {json.Message} GET /openapi/v1.json describes it",
        _ => $"{e.Message} GET /openapi/v1.json describes what is asked for",
    };
}
