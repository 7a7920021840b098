using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace EduDx.Registry.Storage;

/// <summary>
/// Plain commands for one table, with every name taken from the EF model. The big tables go through these: the change
/// tracker takes about 1 KB a row, and a city is a million rows.
/// </summary>
internal sealed class TableSql
{
    private readonly IEntityType _entity;
    private readonly ISqlGenerationHelper _names;
    private readonly DbConnection _connection;
    private readonly DbTransaction? _transaction;
    private readonly StoreObjectIdentifier _table;

    /// <summary>Prepares the commands of the table of <paramref name="entity"/>. The connection is open.</summary>
    public TableSql(RegistryContext context, Type entity)
    {
        _entity = context.Model.FindEntityType(entity) ?? throw new ArgumentException($"{entity} is not in the model", nameof(entity));
        _names = context.GetService<ISqlGenerationHelper>();
        _connection = context.Database.GetDbConnection();
        _transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        _table = StoreObjectIdentifier.Create(_entity, StoreObjectType.Table)!.Value;
    }

    /// <summary>The quoted name of the table.</summary>
    public string Table => _names.DelimitIdentifier(_table.Name);

    /// <summary>The quoted column of <paramref name="property"/>.</summary>
    public string Column(string property) => _names.DelimitIdentifier(
        _entity.FindProperty(property)?.GetColumnName(_table) ?? throw new ArgumentException($"{_entity.Name} has no {property}", nameof(property)));

    /// <summary>Quoted columns, separated by commas, each behind <paramref name="alias"/> when it is given.</summary>
    public string Columns(IEnumerable<string> properties, string alias = "") =>
        string.Join(',', properties.Select(p => (alias.Length == 0 ? "" : alias + ".") + Column(p)));

    /// <summary>An INSERT of one row.</summary>
    public DbCommand Insert(params IReadOnlyList<string> properties)
    {
        var values = string.Join(',', Enumerable.Range(0, properties.Count).Select(i => $"@p{i}"));
        return Command($"INSERT INTO {Table} ({Columns(properties)}) VALUES ({values})", properties.Count);
    }

    /// <summary>An UPDATE of one row; the parameter after the last property is the key.</summary>
    public DbCommand Update(string key, params IReadOnlyList<string> properties)
    {
        var sets = new StringBuilder();
        for (var i = 0; i < properties.Count; i++) sets.Append(i == 0 ? "" : ",").Append(Column(properties[i])).Append($"=@p{i}");
        return Command($"UPDATE {Table} SET {sets} WHERE {Column(key)}=@p{properties.Count}", properties.Count + 1);
    }

    /// <summary>A DELETE of one row.</summary>
    public DbCommand Delete(string key) => Command($"DELETE FROM {Table} WHERE {Column(key)}=@p0", 1);

    /// <summary>A SELECT, or anything else that was written with the names of this class.</summary>
    /// <param name="sql">Parameters are named <c>@p0</c>, <c>@p1</c> and so on.</param>
    /// <param name="parameters">How many there are.</param>
    public DbCommand Command(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
