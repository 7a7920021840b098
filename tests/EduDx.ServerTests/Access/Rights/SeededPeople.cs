using System.Security.Cryptography;
using System.Text;
using EduDx.Registry.People;
using Microsoft.EntityFrameworkCore;

namespace EduDx.ServerTests.Access.Rights;

/// <summary>A role on a subtree, as the registry keeps it.</summary>
internal sealed record Held(string Role, string Node, int Classes);

/// <summary>Who comes with a token: a person with grants, or a paired screen with views.</summary>
internal sealed record Comer(string Name, string Token, Held[] Held, string[]? Views = null, bool IsExpired = false)
{
    /// <summary>The header by which the token travels.</summary>
    public (string Name, string Value) Header => Views is null ? ("Cookie", $"edudx_session={Token}") : ("Authorization", $"Bearer {Token}");
}

/// <summary>People, their sessions and screens as an earlier run left them: in the data folder before the server starts.</summary>
internal static class SeededPeople
{
    /// <summary>A token that follows from a number: nobody guesses at a server of a test.</summary>
    public static string Token(string of) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(of))).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    public static void Write(string data, IReadOnlyList<Comer> comers)
    {
        Directory.CreateDirectory(data);
        var path = Path.Combine(data, "people.sqlite");
        using var store = new PeopleStore(path);
        using var context = new PeopleContext(new DbContextOptionsBuilder<PeopleContext>().UseSqlite($"Data Source={path};Pooling=False").Options);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        // Key 1 is for the built-in administrator, whom the start makes when there is none.
        context.Accounts.Add(new AccountRow { Key = 1, Issuer = "local", Subject = "administrator", Name = "Quản trị hệ thống", CreatedMs = now });
        context.Grants.Add(new GrantRow { AccountKey = 1, Role = "Administrator", Node = "*", Classes = (1 << 15) - 1, GrantedMs = now });
        for (var i = 0; i < comers.Count; i++)
        {
            var (key, comer) = (i + 2, comers[i]);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(comer.Token)));
            if (comer.Views is { } views)
            {
                context.Screens.Add(new ScreenRow { TokenHash = hash, Name = comer.Name, List = "default", Node = comer.Held[0].Node, Views = string.Join(' ', views), PairedBy = 1, PairedMs = now });
                continue;
            }
            context.Accounts.Add(new AccountRow { Key = key, Issuer = "https://id.test", Subject = comer.Name, Name = $"Người {comer.Name}", CreatedMs = now });
            context.Sessions.Add(new SessionRow { TokenHash = hash, AccountKey = key, CreatedMs = now, ExpiresMs = comer.IsExpired ? now + 1 : now + 3_600_000 });
            foreach (var held in comer.Held) context.Grants.Add(new GrantRow { AccountKey = key, Role = held.Role, Node = held.Node, Classes = held.Classes, GrantedBy = 1, GrantedMs = now });
        }
        context.SaveChanges();
    }
}
