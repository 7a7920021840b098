using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry.Storage;

/// <summary>Adds the tables that an older program did not have. EF creates all tables or none, so a new one would never reach a database that is in use.</summary>
internal static partial class MissingTables
{
    /// <summary>Runs the script of the model so that what is there is left alone. A changed table is no missing one: <see cref="Meta.Schema"/> is for that.</summary>
    public static async Task AddAsync(RegistryContext context, CancellationToken cancel)
    {
        var script = Create().Replace(context.Database.GenerateCreateScript(), "CREATE $1 IF NOT EXISTS ");
        await context.Database.ExecuteSqlRawAsync(script.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal), cancel);
    }

    [GeneratedRegex("^CREATE (TABLE|INDEX|UNIQUE INDEX) ", RegexOptions.Multiline)]
    private static partial Regex Create();
}
