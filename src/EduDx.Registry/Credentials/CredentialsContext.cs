using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry.Credentials;

/// <summary>
/// The tables of credentials, in a file of their own: the roster can be imported again from its CSV files, and an operator may be told to move
/// its file away; a credential exists nowhere else.
/// </summary>
public sealed class CredentialsContext(DbContextOptions<CredentialsContext> options) : DbContext(options)
{
    /// <summary>Credentials by source.</summary>
    public DbSet<CredentialRow> Credentials => Set<CredentialRow>();
    /// <summary>Codes that are not used yet.</summary>
    public DbSet<ClaimRow> Claims => Set<ClaimRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CredentialRow>(e => { e.ToTable("device_credentials"); e.HasKey(c => c.Id); });
        modelBuilder.Entity<ClaimRow>(e => { e.ToTable("device_claims"); e.HasKey(c => c.CodeHash); });
    }
}
