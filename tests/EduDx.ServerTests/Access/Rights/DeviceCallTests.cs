using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using EduDx.Contracts.Frames;
using EduDx.Contracts.Ingest.V1;
using EduDx.ServerTests.Servers;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Xunit.Abstractions;

namespace EduDx.ServerTests.Access.Rights;

/// <summary>What a source may call: each method of gRPC as <c>device-matrix.md</c> says, and no path of the walls' port.</summary>
public sealed class DeviceCallTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Publish = "/edudx.ingest.v1.Ingest/Publish";

    private static readonly Comer[] s_people =
    [
        new("administrator", SeededPeople.Token("administrator"), [new("Administrator", "*", Oracle.Default)]), new("screen", SeededPeople.Token("screen"), [new("Screen", SmallCity.City, 0)], ["overview"]),
    ];

    private static readonly Marshaller<byte[]> s_bytes = Marshallers.Create(b => b, b => b);

    private readonly ServerProcess _server = new(
        "--Ops:Access:Mode=Required", "--Ops:Limits:LoginsPerMinute=10000", "--Ops:Limits:FailedLoginsPerMinute=10000", "--Ops:Limits:EventsPerSecond=1000000", "--Ops:Limits:BurstEvents=1000000");

    private Dictionary<string, string> _secrets = [];
    private long _ids;

    public async Task InitializeAsync()
    {
        SeededPeople.Write(_server.Data, s_people);
        await _server.StartAsync();
        _secrets = await _server.IssueAsync([.. DeviceTable.Sources, DeviceTable.Another, "mn-vy-da/kiosk/k2"]);
        await _server.RevokeAsync("mn-vy-da/kiosk/k2");
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_method_has_its_row()
    {
        var policies = (await _server.Http.GetFromJsonAsync("/api/v1/access/policies", ContractJson.Readable.PolicyLineArray))!;
        string[] methods = [.. policies.Select(p => p.Route).Where(r => r.Contains("edudx.ingest.", StringComparison.Ordinal) || r.Contains("grpc.", StringComparison.Ordinal)).Where(r => !r.Contains("{unimplemented", StringComparison.Ordinal))];
        Assert.NotEmpty(methods);
        Assert.Empty(methods.Except(DeviceTable.Sections("gRPC").SelectMany(s => s.Rows).Select(r => r[0])));
    }

    [Fact]
    public async Task Every_method_is_answered_as_the_table_says()
    {
        var (columns, rows) = DeviceTable.Sections("gRPC").Single();
        var (wrong, cells) = (new List<string>(), 0);
        var (stored, rejected, denied) = (0, 0, 0);
        var (before, now) = (await _server.CountersAsync(), await _server.NowAsync());
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{_server.GrpcPort}");
        foreach (var source in DeviceTable.Sources)
        {
            var ended = _secrets[source];
            _secrets[source] = await _server.RotateAsync(source, graceMinutes: 0);
            foreach (var row in rows)
            {
                for (var c = 2; c < row.Length; c++)
                {
                    var (events, request) = Request(row[0], row[1], source, now);
                    var said = await CallAsync(channel, row[0], Metadata(columns[c], source, ended), request);
                    cells++;
                    if (said != row[c]) wrong.Add($"{source}, {columns[c]}: {row[0]} {row[1]} is '{said}' and not '{row[c]}'");
                    if (row[c] == "PermissionDenied") denied++;
                    if (row[0] != Publish) continue;
                    if (row[c] == "OK") stored += events;
                    else if (row[c] == "unknown_topic") rejected++;
                    // What stood before the one that ended the stream is taken, and would only come again; it is not acknowledged.
                    else if (row[c] == "PermissionDenied" && row[1] == "own, then another's" && columns[c] == "own") stored++;
                }
            }
        }
        output.WriteLine($"{cells} cells of gRPC, {wrong.Count} wrong; {stored} stored, {rejected} rejected and kept, {denied} refused, counted and audited");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells:\n{string.Join('\n', wrong.Take(60))}");
        Assert.True(cells > 1500, $"{cells} cells");
        Assert.Equal(denied, await _server.LossAsync("denied:publish"));
        var after = await _server.CountersAsync();
        Assert.Equal((stored, rejected), (after.Stored - before.Stored, after.Rejected - before.Rejected));
    }

    [Fact]
    public async Task Its_secret_opens_no_path_of_the_people_and_its_own_kiosks_code_alone()
    {
        var policies = (await _server.Http.GetFromJsonAsync("/api/v1/access/policies", ContractJson.Readable.PolicyLineArray))!;
        var (wrong, cells) = (new List<string>(), 0);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _server.Url("/") };
        foreach (var (method, route) in policies.SelectMany(p => p.Methods.DefaultIfEmpty("GET").Select(m => (m, p.Route))).Where(p => !p.Route.Contains("{unimplemented", StringComparison.Ordinal)))
        {
            var path = System.Text.RegularExpressions.Regex.Replace(route, @"\{[^}]*\}", "1");
            var nobody = await AskAsync(http, method, path, null);
            foreach (var source in DeviceTable.Sources)
            {
                var said = await AskAsync(http, method, path, _secrets[source]);
                cells++;
                // A place that is not its own: it is known who asks, so it is not told to sign in.
                var expected = route.Contains("/places/", StringComparison.Ordinal) ? "no" : nobody;
                // Who tries too often is told so first.
                if (said != expected && said != "later") wrong.Add($"{source}: {method} {path} is '{said}' and not '{expected}'");
            }
        }
        foreach (var source in DeviceTable.Sources)
        {
            foreach (var kiosk in (string[])["thcs-phu-xuan-1/k1", "thcs-phu-xuan-1/k2", "mn-vy-da/k1"])
            {
                var said = await AskAsync(http, "GET", $"/api/v1/places/{kiosk}/code", _secrets[source]);
                var expected = source == $"{kiosk.Split('/')[0]}/kiosk/{kiosk.Split('/')[1]}" ? "yes" : "no";
                cells++;
                if (said != expected) wrong.Add($"{source}: the code of {kiosk} is '{said}' and not '{expected}'");
            }
        }
        output.WriteLine($"{cells} cells of paths, {wrong.Count} wrong");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells:\n{string.Join('\n', wrong.Take(60))}");
        Assert.True(cells > 400, $"{cells} cells");
    }

    private static async Task<string> AskAsync(HttpClient http, string method, string path, string? secret)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (secret is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        if (method is "POST" or "PUT") request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode switch { HttpStatusCode.Unauthorized => "sign in", HttpStatusCode.Forbidden => "no", HttpStatusCode.TooManyRequests => "later", HttpStatusCode.InternalServerError => "broken", _ => "yes" };
    }

    // Any method, as its first answer says: on the wire a call with one message is a stream of one.
    private static async Task<string> CallAsync(GrpcChannel channel, string path, Metadata metadata, byte[] request)
    {
        var words = path.Split('/');
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, words[1], words[2], s_bytes, s_bytes);
        using var call = channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, new CallOptions(metadata, DateTime.UtcNow.AddSeconds(20)));
        try
        {
            await call.RequestStream.WriteAsync(request);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // Ended before it was written: the status is read below.
        }
        try
        {
            if (!await call.ResponseStream.MoveNext(default)) return "no answer";
            var answer = call.ResponseStream.Current;
            // To its end, where it has one: a call that is given up stands in the server's log as a fault.
            while (words[2] != "Watch" && await call.ResponseStream.MoveNext(default))
            {
            }
            return path == Publish && PublishReply.Parser.ParseFrom(answer).Rejected is [var first, ..] ? first.Reason : "OK";
        }
        catch (RpcException e)
        {
            return $"{e.StatusCode}";
        }
    }

    private Metadata Metadata(string column, string source, string ended)
    {
        var metadata = new Metadata();
        foreach (var who in column.Split(" + "))
        {
            var value = who switch
            {
                "none" => null, "own" => _secrets[source], "ended" => ended, "wrong" => _secrets[source] + "x", "revoked" => _secrets["mn-vy-da/kiosk/k2"], "another's" => _secrets[DeviceTable.Another],
                "basic" => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{source}:{_secrets[source]}")),
                var person => s_people.Single(p => p.Name == person).Token,
            };
            if (value is not null) metadata.Add("authorization", $"{(who == "basic" ? "Basic" : "Bearer")} {value}");
        }
        return metadata;
    }

    // How many events it holds, and its bytes.
    private (int Events, byte[] Bytes) Request(string method, string says, string source, DateTimeOffset now)
    {
        if (method.StartsWith("/grpc.reflection.", StringComparison.Ordinal)) return (0, [7 << 3 | 2, 0]);
        if (method != Publish || says == "nothing") return (0, []);
        var (school, kind, id) = source.Split('/') is [var a, var b, var c] ? (a, b, c) : throw new ArgumentException(source);
        var another = DeviceTable.Another.Split('/');
        byte[] Named(byte[] school, byte[] kind, byte[] id, bool isOther = false) => [.. Event(source, now, isOther), .. Field(5, school), .. Field(6, kind), .. Field(7, id)];
        byte[] Said(string school, string kind, string id, bool isOther = false) => Named(B(school), B(kind), B(id), isOther);
        var theirs = (byte[])[.. Event(DeviceTable.Another, now), .. Field(5, B(another[0])), .. Field(6, B(another[1])), .. Field(7, B(another[2]))];
        byte[][] events = says switch
        {
            "own" => [Said(school, kind, id)],
            "another's" => [theirs],
            "own, then another's" => [Said(school, kind, id), theirs],
            "another school" => [Said(DeviceTable.OtherSchool(source), kind, id)],
            "another kind" => [Said(school, kind == "kiosk" ? "room" : "kiosk", id)],
            "another id" => [Said(school, kind, id + "0")],
            "a wildcard" => [Said(school, kind, "+")],
            "NUL" => [Said(school, kind, id + "\0")],
            "overlong UTF-8" => [Named(B(school), B(kind), [.. B(id), 0xC0, 0x80])],
            "the path as the source" => [Said("", "", source)],
            "no source" => [Event(source, now)],
            "own, the id twice, another last" => [[.. Said(school, kind, id), .. Field(7, B(id + "0"))]],
            "another id, then the own" => [[.. Said(school, kind, id + "0"), .. Field(7, B(id))]],
            "a message of another kind" => [Said(school, kind, id, isOther: true)],
            _ => throw new ArgumentException(says),
        };
        return (events.Length, [1 << 3, 1, .. events.SelectMany(e => Field(2, e))]);
    }

    // A good one of its kind, or one that its kind does not say; without its source.
    private byte[] Event(string source, DateTimeOffset now, bool isOther = false)
    {
        var e = new Event { Id = ByteString.CopyFrom(Servers.Said.Id(++_ids).ToByteArray(bigEndian: true)), AtMs = now.ToUnixTimeMilliseconds() };
        switch (source.Split('/')[1])
        {
            case "kiosk" when !isOther:
            case not "kiosk" when isOther: e.Scan = new Scan { Card = "HUE0000001", Dir = Direction.In }; break;
            case "device": e.Status = new Contracts.Ingest.V1.Status { State = Contracts.Ingest.V1.Status.Types.State.Online }; break;
            case "room": e.Occupancy = new Occupancy { People = 3 }; break;
            case "kitchen": e.Cook = new Cook { Meal = MealName.Lunch, Cooked = 120 }; break;
            case "office": e.Override = new Override { Person = "p-0000002", State = AttendanceState.Present, By = "s-0000001" }; break;
            default: e.Roll = new Roll { Person = "p-0000002", State = AttendanceState.Present, By = "s-0000001" }; break;
        }
        return e.ToByteArray();
    }

    private static byte[] Field(int number, byte[] bytes)
    {
        Assert.True(bytes.Length < 0x4000);
        return [(byte)(number << 3 | 2), .. bytes.Length < 0x80 ? new[] { (byte)bytes.Length } : [(byte)(bytes.Length & 0x7F | 0x80), (byte)(bytes.Length >> 7)], .. bytes];
    }

    private static byte[] B(string text) => Encoding.UTF8.GetBytes(text);
}
