using System.Diagnostics;

namespace EduDx.ServerTests.Servers;

/// <summary>Waits with a bound, and says what it saw last when the bound is reached.</summary>
internal static class Until
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(20);

    public static async Task<T> Async<T>(Func<Task<T>> look, Func<T, bool> enough, string what, TimeSpan? limit = null, Func<T, string>? show = null)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var seen = await look();
            if (enough(seen)) return seen;
            if (waited.Elapsed > (limit ?? Default)) Assert.Fail($"not within {(limit ?? Default).TotalSeconds} s: {what}; last seen: {(show is null ? seen?.ToString() : show(seen))}");
            await Task.Delay(20);
        }
    }

    public static Task TrueAsync(Func<Task<bool>> look, string what, TimeSpan? limit = null) => Async(look, ok => ok, what, limit);

    public static Task TrueAsync(Func<bool> look, string what, TimeSpan? limit = null) => Async(() => Task.FromResult(look()), ok => ok, what, limit);
}
