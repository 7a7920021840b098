using System.Security.Cryptography;
using System.Text;
using EduDx.Registry.Import;
using Microsoft.EntityFrameworkCore;

namespace EduDx.Registry;

public sealed partial class RegistryStore
{
    /// <summary>Names of the files that an import knows.</summary>
    public static IReadOnlyList<string> FileNames { get; } = [.. Sheets.InOrder.Select(s => s.File)];

    /// <summary>
    /// Imports files, or previews it. Works on the caller's thread from start to end (SQLite has no asynchronous calls):
    /// seconds for a whole city.
    /// </summary>
    /// <param name="files">File names (<c>nodes.csv</c> and so on) with what opens them; each is opened once and closed.</param>
    /// <param name="apply">False answers the difference and changes nothing.</param>
    /// <param name="today">The local day of the import.</param>
    /// <param name="cancel">Ends the import between two files; nothing is applied then.</param>
    /// <returns>The difference, or every bad row. Bad files are no exception.</returns>
    public Task<ImportResult> ImportAsync(
        IReadOnlyDictionary<string, Func<Stream>> files, bool apply, DateOnly today, CancellationToken cancel) =>
        ImportAsync(files, apply, today, folderHash: null, cancel);

    /// <summary>Applies the files of a folder, unless they are the ones that were applied last.</summary>
    /// <param name="folder">Folder with some of the files; other files in it are ignored.</param>
    /// <param name="today">The local day of the import.</param>
    /// <param name="cancel">Ends the import between two files; nothing is applied then.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public async Task<ImportResult> ImportFolderAsync(string folder, DateOnly today, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no folder {folder} to import");
        var files = new Dictionary<string, Func<Stream>>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in FileNames)
        {
            var path = Path.Combine(folder, name);
            if (!File.Exists(path)) continue;
            files[name] = () => File.OpenRead(path);
            await using var content = File.OpenRead(path);
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(await SHA256.HashDataAsync(content, cancel));
        }
        var digest = Convert.ToHexStringLower(hash.GetHashAndReset());
        await using (var context = Context())
        {
            var meta = await context.Meta.AsNoTracking().SingleAsync(cancel);
            if (meta.FolderHash == digest) return new([], [], Applied: true, meta.Version, time.GetElapsedTime(started), Skipped: true);
        }
        return await ImportAsync(files, apply: true, today, digest, cancel);
    }

    private async Task<ImportResult> ImportAsync(
        IReadOnlyDictionary<string, Func<Stream>> files, bool apply, DateOnly today, string? folderHash, CancellationToken cancel)
    {
        await _writer.WaitAsync(cancel);
        try
        {
            var started = time.GetTimestamp();
            await using var context = Context();
            await SettleKeyAsync(context);
            await using var transaction = await context.Database.BeginTransactionAsync(cancel);
            var meta = await context.Meta.SingleAsync(cancel);
            var version = meta.Version;
            _keys.Load();
            var run = new ImportRun(context, meta, files, today, new ImportErrors(), new(_folder, _keys, Mark), cancel);
            var differences = Importer.Run(run);
            if (run.IsGood && apply)
            {
                if (differences.Exists(d => !d.IsEmpty)) version = ++meta.Version;
                if (folderHash is not null) meta.FolderHash = folderHash;
                await context.SaveChangesAsync(cancel);
                // First: a name whose key is not on the disk would be lost.
                _keys.Commit();
                await transaction.CommitAsync(cancel);
            }
            return new(run.Errors.Listed(), run.IsGood ? differences : [], run.IsGood && apply, version, time.GetElapsedTime(started));
        }
        finally
        {
            _keys.Forget();
            _writer.Release();
        }
    }
}
