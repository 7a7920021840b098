using System.Data.Common;
using EduDx.Registry.Storage;
using EduDx.Registry.Vault;

namespace EduDx.Registry.Import;

/// <summary>The rows of the vault as an import writes them.</summary>
internal sealed class SealedTable : IDisposable
{
    private readonly ImportVault _vault;
    private readonly DbCommand _insert;
    private readonly DbCommand _delete;

    public SealedTable(ImportRun run)
    {
        _vault = run.Vault;
        var sql = new TableSql(run.Context, typeof(VaultEntry));
        _insert = sql.Insert(nameof(VaultEntry.PersonKey), nameof(VaultEntry.Sealed));
        _delete = sql.Delete(nameof(VaultEntry.PersonKey));
    }

    /// <summary>A person whom the registry did not know: what stands at their key is of an import that was not committed.</summary>
    public void Add(int person, string name, string identity) => _insert.Run(person, _vault.Seal(person, isNew: true, name, identity));

    /// <summary>A person who is known.</summary>
    public void Replace(int person, string name, string identity)
    {
        _delete.Run(person);
        _insert.Run(person, _vault.Seal(person, isNew: false, name, identity));
    }

    public void Dispose()
    {
        _insert.Dispose();
        _delete.Dispose();
    }
}
