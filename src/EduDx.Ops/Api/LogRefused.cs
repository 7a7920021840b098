namespace EduDx.Ops.Api;

/// <summary>What a person does is not in force before it is in the log, and the log takes nothing in.</summary>
public sealed class LogRefusedException() : IOException("the log takes nothing in now, and nothing was changed: the disk floor is reached (docs/operations/disk-floor.md)");

/// <summary>Answers for it.</summary>
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
