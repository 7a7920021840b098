using System.Text;

namespace EduDx.Tests.Registry;

/// <summary>The CSV files of a test, starting from the small city of the fixtures; a test edits the lines it is about.</summary>
internal sealed class CityFiles
{
    private readonly Dictionary<string, byte[]> _files = [];

    /// <summary>The small city of <c>tests/Fixtures/small-city</c>.</summary>
    public static CityFiles Small()
    {
        var files = new CityFiles();
        foreach (var path in Directory.GetFiles(Folder, "*.csv")) files._files[Path.GetFileName(path)] = File.ReadAllBytes(path);
        return files;
    }

    /// <summary>The fixture's folder, found from the test's own output folder upwards.</summary>
    public static string Folder
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                var found = Path.Combine(folder.FullName, "tests", "Fixtures", "small-city");
                if (Directory.Exists(found)) return found;
            }
            throw new DirectoryNotFoundException("tests/Fixtures/small-city is not above " + AppContext.BaseDirectory);
        }
    }

    /// <summary>The files as an import takes them.</summary>
    public IReadOnlyDictionary<string, Func<Stream>> Streams =>
        _files.ToDictionary(f => f.Key, f => (Func<Stream>)(() => new MemoryStream(f.Value, writable: false)));

    /// <summary>Text of a file.</summary>
    public string this[string file]
    {
        get => Encoding.UTF8.GetString(_files[file]);
        set => _files[file] = Encoding.UTF8.GetBytes(value);
    }

    /// <summary>Sets a file byte by byte.</summary>
    public CityFiles Bytes(string file, byte[] content)
    {
        _files[file] = content;
        return this;
    }

    /// <summary>Replaces text that must be there.</summary>
    public CityFiles Edit(string file, string old, string with)
    {
        Assert.Contains(old, this[file], StringComparison.Ordinal);
        this[file] = this[file].Replace(old, with, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Adds lines at the end.</summary>
    public CityFiles Append(string file, params string[] lines)
    {
        this[file] += string.Join('\n', lines) + "\n";
        return this;
    }

    /// <summary>Only these files.</summary>
    public CityFiles Only(params string[] files)
    {
        foreach (var file in _files.Keys.Except(files).ToList()) _files.Remove(file);
        return this;
    }
}
