namespace EduDx.Ops.Api;

/// <summary>The answer to <see cref="LogRefusedException"/>.</summary>
internal static class LogRefused
{
    /// <summary>503 with the reason where the log refuses the action.</summary>
    public static RouteHandlerBuilder NeedsLog(this RouteHandlerBuilder route) => route.AddEndpointFilter(async (context, next) =>
    {
        try
        {
            return await next(context);
        }
        catch (LogRefusedException e)
        {
            return Problems.Later(e.Message);
        }
    });
}
