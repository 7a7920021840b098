using System.Globalization;
using System.Text;
using System.Text.Json;
using EduDx.ServerTests.Servers;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Access.Rights;

/// <summary>Every kind of source by every way to come, to speak and to hear: the cells of <c>device-matrix.md</c> over MQTT. A thousand topics of one kiosk: <see cref="TopicTests"/>.</summary>
public sealed class DeviceMatrixTests(ITestOutputHelper output) : IAsyncLifetime
{
    // Whose tokens are not for devices.
    private static readonly Comer[] s_people =
    [
        .. Oracle.Roles.Select(r => char.ToLowerInvariant(r[0]) + r[1..]).Select(r => new Comer(r, SeededPeople.Token(r), [new(char.ToUpperInvariant(r[0]) + r[1..], "*", Oracle.Default)])),
        new("screen", SeededPeople.Token("screen"), [new("Screen", SmallCity.City, 0)], ["overview"]),
    ];

    private readonly ServerProcess _server = new(
        "--Ops:Access:Mode=Required", "--Ops:Limits:LoginsPerMinute=10000", "--Ops:Limits:FailedLoginsPerMinute=10000", "--Ops:Limits:EventsPerSecond=1000000", "--Ops:Limits:BurstEvents=1000000",
        "--Ops:Audit:RefusalBurst=100000");

    private readonly List<string> _wrong = [];
    private Dictionary<string, string> _secrets = [];
    private int _cells;
    private int _ids;

    public async Task InitializeAsync()
    {
        SeededPeople.Write(_server.Data, s_people);
        await _server.StartAsync();
        _secrets = await _server.IssueAsync([.. DeviceTable.Sources, DeviceTable.Another, "mn-vy-da/kiosk/k2"]);
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task It_speaks_under_its_own_topics_and_no_other_however_it_is_said()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        var (stored, rejected, denied) = (0, 0, 0);
        foreach (var source in DeviceTable.Sources)
        {
            var (cells, of) = (DeviceTable.Cells("Publish", source).ToArray(), 0);
            foreach (var way in Way.All)
            {
                RawMqtt? device = null;
                foreach (var (asked, expected) in cells)
                {
                    var topic = DeviceTable.Bytes(asked[0], source);
                    var payload = () => way.IsEmpty ? "" : DeviceTable.Event(Encoding.Latin1.GetString(topic), ++_ids, now);
                    device ??= await ConnectAsync(way, source);
                    var said = await way.SayAsync(device, topic, payload);
                    Check($"{source}, {way}: {asked[0]}", way.Answer(expected), said);
                    if (said == "cut")
                    {
                        device.Dispose();
                        device = null;
                    }
                    var times = way.ByAlias ? 2 : 1;
                    if (expected == "87") of += times;
                    else if (expected == "90") rejected += times;
                    // An empty one only takes the broker's copy away.
                    else if (!way.IsEmpty) stored += times;
                }
                device?.Dispose();
            }
            denied += of;
            Check($"{source}: audited", $"{of}", $"{Audited("device.publish", source)}");
        }
        Report("publish", 4800);
        Assert.Equal(denied, await _server.LossAsync("denied:publish"));
        var after = await _server.CountersAsync();
        Assert.Equal((stored, rejected), (after.Stored - before.Stored, after.Rejected - before.Rejected));
        output.WriteLine($"{stored} stored, {rejected} rejected and kept, {denied} refused, counted and audited");
    }

    [Fact]
    public async Task It_hears_its_commands_and_nothing_else()
    {
        var now = await _server.NowAsync();
        var listeners = new List<(string Source, RawMqtt Device)>();
        foreach (var source in DeviceTable.Sources)
        {
            var cells = DeviceTable.Cells("Subscribe", source).Select(c => (c.Asked[0], Filter: DeviceTable.Bytes(c.Asked[0], source), c.Expected)).ToArray();
            foreach (var isVersion5 in new[] { true, false })
            {
                string Expected(string cell) => isVersion5 || cell == "01" ? cell : "80";
                foreach (var (asked, filter, expected) in cells)
                {
                    using var device = await ConnectAsync(isVersion5, source);
                    await device.SendAsync(device.Subscribe(1, filter));
                    Check($"{source}, {(isVersion5 ? 5 : 3)}: {asked}", Expected(expected), await device.ReadAsync() is { Kind: 0x90 } answer ? $"{answer.Body[^1]:X2}" : "cut");
                }
                // All in one packet, each answered for itself.
                var listener = await ConnectAsync(isVersion5, source);
                await listener.SendAsync(listener.Subscribe(2, [.. cells.Select(c => c.Filter)]));
                var codes = (await listener.ReadAsync())!.Body[^cells.Length..];
                for (var i = 0; i < cells.Length; i++) Check($"{source}, {(isVersion5 ? 5 : 3)}, together: {cells[i].Item1}", Expected(cells[i].Expected), $"{codes[i]:X2}");
                if (isVersion5) listeners.Add((source, listener));
                else listener.Dispose();
            }
            Check($"{source}: audited", $"{4 * cells.Count(c => c.Expected == "87")}", $"{Audited("device.subscribe", source)}");
        }
        // The older listeners lost their place to the newer ones; these come again, and have asked for everything there is.
        foreach (var (_, device) in listeners) device.Dispose();
        listeners.Clear();
        foreach (var source in DeviceTable.Sources)
        {
            var listener = await ConnectAsync(isVersion5: true, source);
            await listener.SendAsync(listener.Subscribe(3, [.. DeviceTable.Cells("Subscribe", source).Select(c => DeviceTable.Bytes(c.Asked[0], source))]));
            Assert.Equal(0x90, (await listener.ReadAsync())!.Kind);
            listeners.Add((source, listener));
        }
        // Each says something that the broker keeps; then nothing but their own answers has come to any of them.
        foreach (var (source, device) in listeners)
        {
            foreach (var (asked, _) in DeviceTable.Cells("Publish: its own", source).Where(c => c.Expected == "00"))
            {
                var topic = DeviceTable.Bytes(asked[0], source);
                await device.SendAsync(device.Publish(4, topic, DeviceTable.Event(Encoding.ASCII.GetString(topic), ++_ids, now), retain: true));
                var ack = (await device.ReadAsync())!;
                Assert.Equal((RawPacket.PubAck, 0x10), (ack.Kind, ack.Code));
            }
        }
        foreach (var (source, device) in listeners)
        {
            await device.SendAsync([0xC0, 0]);
            Check($"{source}: hears", "D0", $"{(await device.ReadAsync())!.Kind:X2}");
            device.Dispose();
        }
        Report("subscribe", 1100);
    }

    [Fact]
    public async Task Its_last_will_is_held_to_the_same()
    {
        var now = await _server.NowAsync();
        foreach (var source in DeviceTable.Sources)
        {
            foreach (var (asked, expected) in DeviceTable.Cells("Last will", source))
            {
                foreach (var isVersion5 in new[] { true, false })
                {
                    var before = await _server.CountersAsync();
                    var topic = DeviceTable.Bytes(asked[0], source);
                    var (device, code) = await RawMqtt.LoginAsync(_server.MqttPort, isVersion5, B(source), B(source), B(_secrets[source]), (topic, DeviceTable.Event(Encoding.Latin1.GetString(topic), ++_ids, now)));
                    device.Dispose();
                    Check($"{source}, {(isVersion5 ? 5 : 3)}: {asked[0]}", isVersion5 || expected == "00" ? expected : "05", Code(code));
                    if (expected != "00") continue;
                    // Published for it when it is gone, and judged as its own word would be: a topic of the contract is stored, another kept.
                    var isStored = asked[0] == "{own}/status" && source.Split('/')[1] is "kiosk" or "device" or "room";
                    var after = await Until.Async(_server.CountersAsync, c => c.Stored + c.Rejected > before.Stored + before.Rejected, $"the will of {source} is published");
                    Check($"{source}, {(isVersion5 ? 5 : 3)}: {asked[0]}, published", isStored ? "1 0" : "0 1", $"{after.Stored - before.Stored} {after.Rejected - before.Rejected}");
                }
            }
        }
        Report("last will", 270);
        // A refused one leaves nothing behind that is published later.
        var end = await _server.CountersAsync();
        await Task.Delay(500);
        Assert.Equal(end.Received, (await _server.CountersAsync()).Received);
    }

    [Fact]
    public async Task It_comes_as_itself_with_its_own_secret_or_not_at_all()
    {
        await _server.RevokeAsync("mn-vy-da/kiosk/k2");
        foreach (var source in DeviceTable.Sources)
        {
            var ended = _secrets[source];
            var own = await _server.RotateAsync(source, graceMinutes: 0);
            foreach (var (asked, expected) in DeviceTable.Cells("Log-in", source))
            {
                var secret = asked[2] switch
                {
                    "none" => null, "own" => own, "ended" => ended, "wrong" => own + "x", "revoked" => _secrets["mn-vy-da/kiosk/k2"], "another's" => _secrets[DeviceTable.Another],
                    var person => s_people.Single(p => p.Name == person).Token,
                };
                foreach (var isVersion5 in new[] { true, false })
                {
                    var (device, code) = await RawMqtt.LoginAsync(
                        _server.MqttPort, isVersion5, DeviceTable.Bytes(asked[0], source), asked[1] == "none" ? null : DeviceTable.Bytes(asked[1], source), secret is null ? null : B(secret));
                    device.Dispose();
                    Check($"{source}, {(isVersion5 ? 5 : 3)}: {string.Join(" | ", asked)}", isVersion5 || expected == "00" ? expected : expected == "86" ? "04" : "05", Code(code));
                }
            }
        }
        Report("log-in", 340);
    }

    [Fact]
    public async Task What_is_said_without_a_log_in_beside_a_refused_one_or_by_who_was_cut_off_counts_for_nothing()
    {
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        byte[] Event(RawMqtt device, string source) => device.Publish(1, B($"edudx/v1/{source}/status"), DeviceTable.Event("status", ++_ids, now));
        foreach (var source in DeviceTable.Sources)
        {
            foreach (var isVersion5 in new[] { true, false })
            {
                using var early = await RawMqtt.OpenAsync(_server.MqttPort, isVersion5);
                await early.SendAsync(Event(early, source));
                Check($"{source}, {isVersion5}: before the log-in", "cut", await early.ReadAsync() is null ? "cut" : "answered");

                using var refused = await RawMqtt.OpenAsync(_server.MqttPort, isVersion5);
                await refused.SendAsync([.. refused.Login(B(source), B(source), B(_secrets[source] + "x")), .. Event(refused, source)]);
                Check($"{source}, {isVersion5}: beside a refused log-in", isVersion5 ? "86" : "04", Code((await refused.ReadAsync())?.Body[1]));
                Check($"{source}, {isVersion5}: beside a refused log-in, then", "cut", await refused.ReadAsync() is null ? "cut" : "answered");

                // A second log-in on the same connection, with all that it needs, makes nobody of it another (MQTT 5, 3.1.0-2).
                using var twice = await ConnectAsync(isVersion5, source);
                await twice.SendAsync([.. twice.Login(B(DeviceTable.Another), B(DeviceTable.Another), B(_secrets[DeviceTable.Another]), (B($"edudx/v1/{DeviceTable.Another}/status"), "{}")), .. Event(twice, DeviceTable.Another)]);
                var answer = await twice.ReadAsync();
                if (isVersion5 && answer is { Kind: 0xE0 }) answer = await twice.ReadAsync();
                Check($"{source}, {isVersion5}: a second log-in", "cut", answer is null ? "cut" : $"{answer.Kind:X2}");
            }
        }
        // Its last will goes with what it was.
        foreach (var source in DeviceTable.Sources)
        {
            var (revoked, code) = await RawMqtt.LoginAsync(_server.MqttPort, isVersion5: true, B(source), B(source), B(_secrets[source]), (B($"edudx/v1/{source}/status"), DeviceTable.Event("status", ++_ids, now)));
            Assert.Equal(0, code);
            await _server.RevokeAsync(source);
            Check($"{source}: revoked", "cut", await revoked.ReadAsync() is null or { Kind: 0xE0 } ? "cut" : "answered");
            revoked.Dispose();
        }
        await Task.Delay(500);
        Report("log-in, and what is said beside it", 50);
        Assert.Equal(before.Received, (await _server.CountersAsync()).Received);
    }

    private async Task<RawMqtt> ConnectAsync(bool isVersion5, string source)
    {
        var (device, code) = await RawMqtt.LoginAsync(_server.MqttPort, isVersion5, B(source), B(source), B(_secrets[source]));
        Assert.Equal(0, code);
        return device;
    }

    private async Task<RawMqtt> ConnectAsync(Way way, string source)
    {
        if (!way.IsWeb) return await ConnectAsync(way.IsVersion5, source);
        var (device, code) = await RawMqtt.LoginOverWebAsync(_server.HttpPort, way.IsVersion5, B(source), B(source), B(_secrets[source]));
        Assert.Equal(0, code);
        return device;
    }

    private void Check(string cell, string expected, string said)
    {
        _cells++;
        if (said != expected) _wrong.Add($"{cell} is '{said}' and not '{expected}'");
    }

    private void Report(string what, int atLeast)
    {
        output.WriteLine($"{_cells} cells of {what}, {_wrong.Count} wrong");
        Assert.True(_wrong.Count == 0, $"{_wrong.Count} of {_cells} cells:\n{string.Join('\n', _wrong.Take(60))}");
        Assert.True(_cells >= atLeast, $"{_cells} cells");
    }

    private int Audited(string action, string source) => Directory.GetFiles(Path.Combine(_server.Data, "audit"), "*.jsonl").SelectMany(Lines).Where(l => l.Length > 0).Count(line =>
    {
        using var entry = JsonDocument.Parse(line);
        return entry.RootElement.GetProperty("action").GetString() == action && entry.RootElement.GetProperty("actor").GetString() == source && entry.RootElement.GetProperty("outcome").GetString() == "refused";
    });

    // The server has them open.
    private static IEnumerable<string> Lines(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n');
    }

    private static string Code(int? code) => code is { } c ? c.ToString("X2", CultureInfo.InvariantCulture) : "cut";

    private static byte[] B(string text) => Encoding.UTF8.GetBytes(text);}
