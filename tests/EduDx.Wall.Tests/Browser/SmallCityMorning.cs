namespace EduDx.Wall.Tests.Browser;

/// <summary>
/// A server at 07:20 of a school day in the small city. 6A1: five on time, one late, one with leave, one absent, and the teacher
/// contradicts a scan. The kindergarten's kiosks were hardly heard: four came, the rest nobody knows. The day before was closed.
/// </summary>
public sealed class SmallCityMorning : IAsyncLifetime
{
    private static readonly TimeSpan s_offset = TimeSpan.FromHours(7);
    private readonly string _city = Directory.CreateTempSubdirectory("edudx-city-").FullName;
    private OpsProcess? _server;

    /// <summary>The closed day.</summary>
    public const string ClosedDay = "2026-11-22";

    /// <summary>The server.</summary>
    internal OpsProcess Server => _server!;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        foreach (var file in Directory.GetFiles(Repository.SmallCity))
        {
            File.Copy(file, Path.Combine(_city, Path.GetFileName(file)));
        }
        await File.AppendAllTextAsync(Path.Combine(_city, "calendar.csv"), $"hue,holiday,{ClosedDay},{ClosedDay},,Nghỉ bão\n");
        _server = await OpsProcess.StartAsync("2026-11-23T07:20", _city);
        await using var kiosks = await Kiosks.ConnectAsync(_server);
        await kiosks.HeartbeatsAsync("thcs-phu-xuan-1", At(6, 15), At(7, 24));
        await kiosks.ScansAsync("thcs-phu-xuan-1", At(6, 50), 1, 2, 3, 4, 5);
        await kiosks.ScansAsync("thcs-phu-xuan-1", At(7, 5), 7);
        await kiosks.ScansAsync("mn-vy-da", At(6, 40), 17, 18, 19, 20);
        await kiosks.RollAsync(At(7, 10), 6, "excused");
        await kiosks.RollAsync(At(7, 10), 5, "absent");
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        Directory.Delete(_city, recursive: true);
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 11, 23, hour, minute, 0, s_offset);
}
