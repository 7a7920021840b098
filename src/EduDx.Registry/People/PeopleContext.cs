using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry.People;

/// <summary>
/// The tables of people, in a file of their own: an import holds the roster's file for seconds and nobody could sign in meanwhile; and an operator may be told
/// to move that file away, while who may do what is written nowhere else.
/// </summary>
public sealed class PeopleContext(DbContextOptions<PeopleContext> options) : DbContext(options)
{
    /// <summary>Who signs in.</summary>
    public DbSet<AccountRow> Accounts => Set<AccountRow>();
    /// <summary>Their roles.</summary>
    public DbSet<GrantRow> Grants => Set<GrantRow>();
    /// <summary>Where they are signed in.</summary>
    public DbSet<SessionRow> Sessions => Set<SessionRow>();
    /// <summary>Screens that were paired.</summary>
    public DbSet<ScreenRow> Screens => Set<ScreenRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<AccountRow>(e => { e.ToTable("accounts"); e.HasKey(a => a.Key); e.HasIndex(a => new { a.Issuer, a.Subject }).IsUnique(); });
        modelBuilder.Entity<GrantRow>(e => { e.ToTable("grants"); e.HasKey(g => g.Key); e.HasIndex(g => g.AccountKey); });
        modelBuilder.Entity<SessionRow>(e => { e.ToTable("sessions"); e.HasKey(s => s.TokenHash); e.HasIndex(s => s.AccountKey); });
        modelBuilder.Entity<ScreenRow>(e => { e.ToTable("screens"); e.HasKey(s => s.Key); e.HasIndex(s => s.TokenHash).IsUnique(); });
    }
}
