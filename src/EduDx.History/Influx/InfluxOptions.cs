namespace EduDx.History.Influx;

/// <summary>How points are written. Queries are InfluxQL by <c>/query</c> either way.</summary>
public enum InfluxApi
{
    /// <summary><c>/write</c> with a database: InfluxDB 1.x, and later versions that keep the path.</summary>
    V1,
    /// <summary><c>/api/v2/write</c> with organisation, bucket and token: InfluxDB 2.x and 3.x.</summary>
    V2,
}

/// <summary>Where the InfluxDB server is and how it is spoken to.</summary>
public sealed record InfluxOptions
{
    /// <summary>Base address, for example <c>http://influx:8086</c>.</summary>
    public required string Url { get; init; }

    /// <summary>Database of <c>/write</c> and <c>/query</c>. With 2.x the database that the DBRP mapping gives the bucket; empty takes <see cref="Bucket"/>.</summary>
    public string Database { get; init; } = "";

    /// <summary>Write path. <see cref="InfluxApi.V1"/> also creates the database; a bucket is made by its administrator.</summary>
    public InfluxApi Api { get; init; } = InfluxApi.V1;

    /// <summary>Bucket of <see cref="InfluxApi.V2"/>.</summary>
    public string? Bucket { get; init; }

    /// <summary>Organisation of <see cref="InfluxApi.V2"/>.</summary>
    public string? Org { get; init; }

    /// <summary>Token, sent as <c>Authorization: Token</c>; null when <see cref="User"/> and password or nothing is asked for.</summary>
    public string? Token { get; init; }

    /// <summary>User of 1.x, sent by basic authentication when there is no <see cref="Token"/>.</summary>
    public string? User { get; init; }

    /// <summary>Password of <see cref="User"/>.</summary>
    public string? Password { get; init; }

    /// <summary>Lines a request, 1 to 5,000 (the size that InfluxDB recommends; about 120 bytes a line).</summary>
    public int LinesPerRequest { get; init; } = 5_000;

    /// <summary>How long one request may take, seconds; a slower server counts as away. Beyond the timeout of the HTTP client it has no effect.</summary>
    public int TimeoutSeconds { get; init; } = 30;

    internal string QueryDatabase => Database.Length > 0 ? Database : Bucket ?? "";

    /// <summary>Refuses what cannot be spoken to.</summary>
    /// <exception cref="ArgumentException">Names the option and what it takes.</exception>
    public void Check()
    {
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")) throw new ArgumentException($"Url is '{Url}'; give http://host:port");
        if (QueryDatabase.Length == 0) throw new ArgumentException("Database is empty; name the database (with Api V2, Database or Bucket)");
        if (Api == InfluxApi.V2 && string.IsNullOrEmpty(Bucket)) throw new ArgumentException("Bucket is empty; Api V2 writes into a bucket");
        if (LinesPerRequest is < 1 or > 5_000) throw new ArgumentException($"LinesPerRequest is {LinesPerRequest}; take 1 to 5000");
        if (TimeoutSeconds < 1) throw new ArgumentException($"TimeoutSeconds is {TimeoutSeconds}; take 1 or more");
    }
}
