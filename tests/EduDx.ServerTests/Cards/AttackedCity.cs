using System.Net.Http.Json;
using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;
using MQTTnet;

namespace EduDx.ServerTests.Cards;

/// <summary>
/// A real server whose school has a second campus eight kilometres away, with the cards of its classes issued. Everybody attacked is somebody else, so that the
/// attacks do not stand in each other's way.
/// </summary>
public sealed class AttackedCity : IAsyncLifetime
{
    public const string School = "thcs-phu-xuan-1";

    // As devices write it: a plus sign is a plus sign.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _csv = Directory.CreateTempSubdirectory("edudx-attacked-").FullName;
    private int _events = 5000;

    internal ServerProcess Server { get; }

    /// <summary>Cards by pseudonym.</summary>
    internal Dictionary<string, IssuedCard> Cards { get; } = [];

    /// <summary>The public key, SubjectPublicKeyInfo.</summary>
    internal byte[] PublicKey { get; private set; } = [];

    public AttackedCity()
    {
        // Rooms and devices do not say on which campus they stand, which they must where there are two.
        foreach (var file in Directory.GetFiles(Repo.SmallCity).Where(f => Path.GetFileName(f) is not ("rooms.csv" or "devices.csv"))) File.Copy(file, Path.Combine(_csv, Path.GetFileName(file)));
        File.AppendAllText(Path.Combine(_csv, "nodes.csv"), $"{School}.c2,campus,Điểm trường 2,{School},,,,16.5350,107.5909,50,,,\n");
        File.AppendAllText(Path.Combine(_csv, "kiosks.csv"), $"{School},k9,{School}.c2,Cổng điểm 2,16.5350,107.5909,50,,\n");
        // Place codes last for half a minute and a grace: at twice the speed half the waiting.
        Server = new($"--Ops:Registry:Import={_csv}", "--Ops:Clock:Speed=2");
    }

    public async Task InitializeAsync()
    {
        await Server.StartAsync();
        // Before the first card there is no key, and nothing that a token could be held against.
        BeforeAnyCard = await ScanAsync(token: "EDX1:6BFOXN");
        foreach (var node in new[] { $"{School}.6a1", $"{School}.6a2", "mn-vy-da.la1", $"{School}.c1" }) await IssueAsync(node);
        PublicKey = ReadPem((await KeysAsync()).Keys.Single().PublicKey);
    }

    /// <summary>What a token got before any card was issued.</summary>
    internal ScanAnswer BeforeAnyCard { get; private set; } = null!;

    public async Task DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_csv, recursive: true);
    }

    /// <summary>Issues the cards of a node, and remembers them.</summary>
    internal async Task<CardsAnswer> IssueAsync(string node, DateTimeOffset? expires = null)
    {
        using var reply = await Server.Http.PostAsJsonAsync("/api/v1/cards", new CardsRequest(node, null, expires), ContractJson.Readable.CardsRequest);
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
        var answer = (await reply.Content.ReadFromJsonAsync(ContractJson.Readable.CardsAnswer))!;
        foreach (var card in answer.Cards) Cards[card.Person] = card;
        return answer;
    }

    internal async Task<CardKeysAnswer> KeysAsync() => (await Server.Http.GetFromJsonAsync("/api/v1/cards/keys", ContractJson.Readable.CardKeysAnswer))!;

    internal async Task<FlaggedAnswer> FlaggedAsync() => (await Server.Http.GetFromJsonAsync("/api/v1/flagged?limit=1000", ContractJson.Readable.FlaggedAnswer))!;

    internal async Task<string> CodeAsync(string kiosk) => (await Server.Http.GetFromJsonAsync($"/api/v1/places/{School}/{kiosk}/code", ContractJson.Readable.PlaceCodeAnswer))!.Code;

    /// <summary>Publishes a scan over MQTT and looks what became of it.</summary>
    internal async Task<ScanAnswer> ScanAsync(
        string? token = null, string? card = null, string kiosk = "k1", string school = School, DateTimeOffset? at = null, string dir = "in",
        string? mode = null, string? phone = null, string? placeCode = null, (double Lat, double Lon, double Acc)? position = null, int? number = null)
    {
        var id = Said.Id(number ?? Interlocked.Increment(ref _events));
        var body = new Dictionary<string, object> { ["id"] = id, ["at"] = Said.Text(at ?? await Server.NowAsync()), ["dir"] = dir };
        if (token is not null) body["token"] = token;
        if (card is not null) body["card"] = card;
        if (mode is not null) body["mode"] = mode;
        if (phone is not null) body["phone"] = phone;
        if (placeCode is not null) body["place_code"] = placeCode;
        if (position is { } p) (body["lat"], body["lon"], body["acc"]) = (p.Lat, p.Lon, p.Acc);
        var flaggedBefore = await FlaggedAsync();
        await using var device = await Device.ConnectAsync(Server.MqttPort);
        var reply = await device.PublishAsync($"edudx/v1/{school}/kiosk/{kiosk}/scan", JsonSerializer.Serialize(body, Plain));
        var rejected = (await Server.RejectedAsync()).Items.FirstOrDefault(i => i.Payload.Contains(id.ToString(), StringComparison.Ordinal));
        var flagged = await FlaggedAsync();
        return new ScanAnswer(
            reply.ReasonCode == MqttClientPublishReasonCode.Success, rejected?.Reason, rejected, flagged.Items.FirstOrDefault(i => i.Id == id), (int)(flagged.Total - flaggedBefore.Total));
    }

    private static byte[] ReadPem(string pem)
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        key.ImportFromPem(pem);
        return key.ExportSubjectPublicKeyInfo();
    }
}

/// <summary>What became of a scan.</summary>
/// <param name="Counted">Its acknowledgement says that it was stored.</param>
/// <param name="Rejected">Reason of its rejection; null when it was not rejected.</param>
/// <param name="Kept">The rejected event as it is kept.</param>
/// <param name="Flag">How it is listed for a person; null when it is not.</param>
/// <param name="Listed">Entries that it added to the list.</param>
internal sealed record ScanAnswer(bool Counted, string? Rejected, RejectedItem? Kept, FlaggedItem? Flag, int Listed);
