using EduDx.Registry.Cards;
using EduDx.Registry.Vault;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry.Storage;

/// <summary>
/// The tables of the registry. Nothing here is particular to SQLite: keys are given by <see cref="Meta"/>, days are
/// integers, and text is compared by the program. There are no migrations yet: tables that a newer program has more of are added
/// (<see cref="MissingTables"/>), and <see cref="Meta.Schema"/> says which layout the tables have; a database of another layout is refused.
/// </summary>
public sealed class RegistryContext(DbContextOptions<RegistryContext> options) : DbContext(options)
{
    /// <summary>The row about the registry itself.</summary>
    public DbSet<Meta> Meta => Set<Meta>();

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateOnly>().HaveConversion<DayCode>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Meta>(e => { e.ToTable("meta"); e.HasKey(m => m.Id); e.Property(m => m.Id).ValueGeneratedNever(); });
        modelBuilder.Entity<NodeIdentity>(e =>
        {
            e.ToTable("nodes");
            e.HasKey(n => n.Key);
            e.Property(n => n.Key).ValueGeneratedNever();
            e.HasIndex(n => n.Id).IsUnique();
        });
        modelBuilder.Entity<Person>(e =>
        {
            e.ToTable("persons");
            e.HasKey(p => p.Key);
            e.Property(p => p.Key).ValueGeneratedNever();
            e.HasIndex(p => p.Pseudonym).IsUnique();
        });
        modelBuilder.Entity<VaultEntry>(e => { e.ToTable("vault"); e.HasKey(v => v.PersonKey); e.Property(v => v.PersonKey).ValueGeneratedNever(); });
        modelBuilder.Entity<Erasure>(e => { e.ToTable("erasures"); e.HasKey(r => r.Receipt); });
        modelBuilder.Entity<KioskIdentity>(e =>
        {
            e.ToTable("kiosks");
            e.HasKey(k => k.Key);
            e.Property(k => k.Key).ValueGeneratedNever();
            e.HasIndex(k => new { k.SchoolKey, k.Source }).IsUnique();
        });
        modelBuilder.Entity<DeviceIdentity>(e =>
        {
            e.ToTable("devices");
            e.HasKey(d => d.Key);
            e.Property(d => d.Key).ValueGeneratedNever();
            e.HasIndex(d => new { d.SchoolKey, d.Kind, d.Source }).IsUnique();
        });
        modelBuilder.Entity<DishRow>(e => { e.ToTable("dishes"); e.HasKey(d => d.Id); });
        Versions<Allergy>(modelBuilder, "allergies").HasIndex(a => a.PersonKey);
        modelBuilder.Entity<DeviceTypeRow>(e => { e.ToTable("device_types"); e.HasKey(t => t.Id); });
        Versions<DeviceVersion>(modelBuilder, "device_versions").HasIndex(v => v.DeviceKey);
        Versions<NodeVersion>(modelBuilder, "node_versions").HasIndex(v => v.NodeKey);
        Versions<Grouping>(modelBuilder, "groupings").HasIndex(g => g.NodeKey);
        Versions<Membership>(modelBuilder, "memberships").HasIndex(m => m.PersonKey);
        Versions<Card>(modelBuilder, "cards").HasIndex(c => c.PersonKey);
        Versions<KioskVersion>(modelBuilder, "kiosk_versions").HasIndex(v => v.KioskKey);
        Versions<OutlineVersion>(modelBuilder, "outlines").HasIndex(v => v.CampusKey);
        Versions<SessionTime>(modelBuilder, "session_times").HasIndex(s => s.NodeKey);
        modelBuilder.Entity<SignedCard>(e =>
        {
            e.ToTable("signed_cards");
            e.HasKey(c => c.CardId);
            e.Property(c => c.CardId).ValueGeneratedNever();
            e.HasIndex(c => c.PersonKey);
        });
        modelBuilder.Entity<CalendarEntry>(e =>
        {
            e.ToTable("calendar");
            e.HasKey(c => c.Row);
            e.Property(c => c.From).HasColumnName("ValidFrom");
            e.Property(c => c.To).HasColumnName("ValidTo");
        });
    }

    // FROM and TO are words of SQL: the columns have names that can be typed without quotes.
    private static Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> Versions<T>(ModelBuilder model, string table)
        where T : Versioned
    {
        var entity = model.Entity<T>();
        entity.ToTable(table);
        entity.HasKey(v => v.Row);
        entity.Property(v => v.From).HasColumnName("ValidFrom");
        entity.Property(v => v.To).HasColumnName("ValidTo");
        return entity;
    }
}
