using System.Globalization;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.Attacks;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Devices;
using MQTTnet;
using MQTTnet.Protocol;

namespace EduDx.FirmwareSim.Commands;

/// <summary><c>firmware-sim attack</c>: shows false, copied and stolen cards at a kiosk, and holds the server's verdicts against the ones it must come to.</summary>
public static class AttackCommand
{
    /// <summary>What the command does.</summary>
    public const string Summary = "attacks a kiosk with forged and misused cards and verifies the verdict of each";

    private const double Accuracy = 8;

    // As devices write it: a plus sign is a plus sign.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Its options.</summary>
    public static IReadOnlyList<CommandOption> Options { get; } =
    [
        new("--city", "DIR", null, "folder written by firmware-sim city; the server must have imported it"),
        new("--seed", "N", "7", "seed of the ids; another one when the same server is attacked again"),
        ServerOptions.Server, ServerOptions.Mqtt, ServerOptions.Ca, ServerOptions.Token, ServerOptions.Secrets,
        new("--only", "NAME", "", "one attack alone"),
    ];

    /// <summary>Runs it.</summary>
    public static async Task<int> RunAsync(CommandLine line, TimeProvider time, CancellationToken stop)
    {
        var attacks = NamedAttack.All.Where(a => line.TextOrNull("--only") is not { } only || a.Name == only).ToArray();
        if (attacks.Length == 0) throw new UsageException($"attack: there is no attack '{line.Text("--only")}'; the attacks are {string.Join(", ", NamedAttack.All.Select(a => a.Name))}");
        var broker = ServerOptions.Broker(line);
        var secrets = SourceSecrets.Load(line.TextOrNull("--secrets"));
        using var api = ServerOptions.Api(line, time);
        var clock = await api.ClockAsync(stop).ConfigureAwait(false);
        var city = SimCityReader.Read(line.Text("--city"), DateOnly.FromDateTime(clock.Now.DateTime));
        var seed = line.Whole("--seed", 0, int.MaxValue);
        var (group, kiosk) = Target(city);
        var stage = await StageAsync(city, group, api, seed, stop).ConfigureAwait(false);

        using var client = new MqttClientFactory().CreateMqttClient();
        try
        {
            var options = broker.Client().WithProtocolVersion(MQTTnet.Formatter.MqttProtocolVersion.V500);
            if (secrets is not null && SourceTopics.PathOf(kiosk) is var path) options = options.WithClientId(path).WithCredentials(path, secrets.Of(path));
            var answer = await client.ConnectAsync(options.Build(), stop).ConfigureAwait(false);
            if (answer.ResultCode != MqttClientConnectResultCode.Success) throw new ServerException($"{broker} does not let {SourceTopics.PathOf(kiosk)} in: {answer.ResultCode}; give its secret with --secrets");
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException e)
        {
            throw new ServerException($"no MQTT at {broker}: {e.Message}");
        }
        var topic = SourceTopic.Format(kiosk.School, SourceKind.Kiosk, kiosk.Name, MessageKind.Scan);
        var ids = new Dictionary<string, Guid>();
        foreach (var attack in attacks)
        {
            ids[attack.Name] = IdOf(seed, attack.Name);
            var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(Body(ids[attack.Name], clock.Now, attack.Make(stage))).WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
            await client.PublishAsync(message.Build(), stop).ConfigureAwait(false);
        }
        var flagged = await api.FlaggedAsync(stop).ConfigureAwait(false);
        return Judge(attacks, ids, flagged);
    }

    private static int Judge(NamedAttack[] attacks, Dictionary<string, Guid> ids, FlaggedAnswer flagged)
    {
        var wrong = 0;
        foreach (var attack in attacks)
        {
            var got = flagged.Items.FirstOrDefault(i => i.Id == ids[attack.Name]) is { } item ? string.Join('+', item.Reasons) : "good";
            if (got != attack.Verdict) wrong++;
            Console.WriteLine($"{(got == attack.Verdict ? "ok   " : "WRONG")} {attack.Name,-20} {got}{(got == attack.Verdict ? "" : $", and must be {attack.Verdict}")}");
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"attack: {attacks.Length} attacks, {wrong} wrong verdicts"));
        return wrong == 0 ? 0 : 1;
    }

    private static (SimGroup Group, SimSource Kiosk) Target(SimCity city)
    {
        foreach (var group in city.Groups)
        {
            if (!group.Staff && group.PersonCount >= 3 && group.Campus.Kiosks.Count > 0) return (group, city.Sources[group.Campus.Kiosks[0]]);
        }
        throw new UsageException("attack: the city has no class of three pupils on a campus with a kiosk");
    }

    private static async Task<AttackStage> StageAsync(SimCity city, SimGroup group, ServerApi api, int seed, CancellationToken stop)
    {
        var foreign = city.Groups.FirstOrDefault(g => g.Campus.School != group.Campus.School && g.PersonCount > 0) ?? throw new UsageException("attack: the city has one school; a card of another one is needed");
        var own = await api.CardsAsync(group.Node, stop).ConfigureAwait(false);
        var other = await api.CardsAsync(foreign.Node, stop).ConfigureAwait(false);
        var keys = await api.CardKeysAsync(stop).ConfigureAwait(false);
        using var key = ECDsa.Create();
        key.ImportFromPem(keys.Keys.First(k => k.Seals).PublicKey);
        return new(
            [.. own.Cards.Take(3).Select(c => c.Token)], other.Cards[0].Token, key.ExportSubjectPublicKeyInfo(), group.Campus.Latitude, group.Campus.Longitude,
            string.Create(CultureInfo.InvariantCulture, $"phone-of-{seed}"));
    }

    private static byte[] Body(Guid id, DateTimeOffset at, AttackScan scan)
    {
        var body = new Dictionary<string, object> { ["id"] = id, ["at"] = at, ["token"] = scan.Token, ["dir"] = "in", ["mode"] = scan.Phone is null ? "kiosk" : "phone" };
        if (!string.IsNullOrEmpty(scan.Phone)) body["phone"] = scan.Phone;
        if (scan.PlaceCode is { } code) body["place_code"] = code;
        if (scan.Place is var (latitude, longitude)) (body["lat"], body["lon"], body["acc"]) = (latitude, longitude, Accuracy);
        return JsonSerializer.SerializeToUtf8Bytes(body, Plain);
    }

    // The same seed sends the same ids: a second run is a repeat and not a second attack.
    private static Guid IdOf(int seed, string name) => new(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"attack {seed} {name}")).AsSpan(0, 16), bigEndian: true);
}
