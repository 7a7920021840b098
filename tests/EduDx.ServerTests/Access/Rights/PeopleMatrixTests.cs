using System.Net;
using System.Net.Http.Json;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using EduDx.Contracts.Frames;
using EduDx.ServerTests.Servers;
using Microsoft.AspNetCore.SignalR.Client;

namespace EduDx.ServerTests.Access.Rights;

/// <summary>Everybody asks everything: each cell of <c>people-matrix.md</c>, on a real server.</summary>
public sealed class PeopleMatrixTests : IAsyncLifetime
{
    private static readonly string s_file = Path.Combine(Repo.Root, "tests", "EduDx.ServerTests", "Access", "Rights", "people-matrix.md");

    // What gRPC brings with it: its own answers to what is no method, and the description of the protocol, which is in the repository.
    private static readonly string[] s_framework = ["grpc.reflection.", "grpc.health.", "{unimplemented"];

    private readonly ServerProcess _server = new("--Ops:Access:Mode=Required");
    private readonly Comer[] _comers = [.. Comers("phu-xuan", "overview devices"), .. Comers("*", "overview system")];

    public async Task InitializeAsync()
    {
        SeededPeople.Write(_server.Data, _comers);
        await _server.StartAsync();
        foreach (var ended in (await PeopleAsync()).Where(p => p.Subject.StartsWith("revoked", StringComparison.Ordinal)))
        {
            using var answer = await _server.Http.DeleteAsync($"/api/v1/access/people/{ended.Id}/sessions");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_endpoint_and_method_has_its_row_and_every_row_its_endpoint()
    {
        var policies = (await _server.Http.GetFromJsonAsync("/api/v1/access/policies", ContractJson.Readable.PolicyLineArray))!;
        string[] endpoints = [.. policies.Where(p => !s_framework.Any(f => p.Route.Contains(f, StringComparison.Ordinal))).SelectMany(p => p.Methods.DefaultIfEmpty(p.Route.EndsWith("/negotiate", StringComparison.Ordinal) ? "POST" : "GET").Select(m => $"{m} {p.Route}")).Concat(HubMethods()).Distinct().Order()];
        string[] rows = [.. Tables().SelectMany(t => t.Rows).Select(r => r[0].Trim('`')).Distinct().Order()];
        Assert.True(endpoints.SequenceEqual(rows), $"without a row in {s_file}:\n{string.Join('\n', endpoints.Except(rows))}\nwithout an endpoint:\n{string.Join('\n', rows.Except(endpoints))}");
    }

    [Fact]
    public async Task Every_cell_is_answered_as_the_table_says()
    {
        var (wrong, cells) = (new List<string>(), 0);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = _server.Url("/") };
        foreach (var (place, columns, rows) in Tables())
        {
            foreach (var row in rows)
            {
                var (endpoint, asked) = (row[0].Trim('`'), row[1].Trim('`').Replace("\\n", "\n", StringComparison.Ordinal));
                for (var c = 2; c < row.Length; c++)
                {
                    foreach (var who in Who(place, columns[c]))
                    {
                        var (verdict, said) = endpoint.StartsWith("HUB ", StringComparison.Ordinal) ? await WatchAsync(who, asked) : await AskAsync(http, who, endpoint, asked);
                        cells++;
                        if (verdict != row[c]) wrong.Add($"{place}, {columns[c]}: {endpoint} {asked} is '{verdict}' ({said}) and not '{row[c]}'");
                    }
                }
            }
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {cells} cells:\n{string.Join('\n', wrong.Take(60))}");
        Assert.True(cells > 2500, $"{cells} cells");
    }

    // Nobody; a session that was revoked and one that ran out while the server was down.
    private Comer?[] Who(string place, string column) => column switch
    {
        "nobody" => [null],
        "ended" => [.. _comers.Where(c => c.Name == $"revoked {place}" || c.Name == $"expired {place}")],
        _ => [_comers.Single(c => c.Name == $"{column} {place}")],
    };

    private static async Task<(string Verdict, string Said)> AskAsync(HttpClient http, Comer? who, string endpoint, string asked)
    {
        var (path, body) = asked.Split(' ', 2) is [var p, var b] ? (p, b) : (asked, "");
        using var request = new HttpRequestMessage(new HttpMethod(endpoint.Split(' ')[0]), path);
        if (who is not null) request.Headers.TryAddWithoutValidation(who.Header.Name, who.Header.Value);
        if (request.Method == HttpMethod.Post || request.Method == HttpMethod.Put)
        {
            request.Content = path.EndsWith("/import", StringComparison.Ordinal) ? new MultipartFormDataContent { { new StringContent("x"), "file", "x.csv" } }
                : new StringContent(body, Encoding.UTF8, path.EndsWith("/calendar", StringComparison.Ordinal) ? "text/calendar" : path.EndsWith("/credentials", StringComparison.Ordinal) ? "text/csv" : "application/json");
        }
        using var answer = await http.SendAsync(request);
        // 503 is an answer too: come again, so many screens ask at once.
        var verdict = answer.StatusCode switch { HttpStatusCode.ServiceUnavailable => "yes", HttpStatusCode.Unauthorized => "sign in", HttpStatusCode.Forbidden => "no", >= HttpStatusCode.InternalServerError => "broken", _ => "yes" };
        return (verdict, $"{(int)answer.StatusCode}");
    }

    private async Task<(string Verdict, string Said)> WatchAsync(Comer? who, string asked)
    {
        await using var hub = new HubConnectionBuilder().WithUrl(_server.Url("/hubs/wall"), options =>
        {
            if (who is not null) options.Headers[who.Header.Name] = who.Header.Value;
        }).Build();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await hub.StartAsync(limit.Token);
            var words = asked.Split(' ');
            await foreach (var _ in hub.StreamAsync<JsonElement>("Watch", words[0], words.Length > 1 ? words[1] : null, null, null, limit.Token)) return ("yes", "");
            return ("broken", "ended");
        }
        catch (Exception e) when (e is Microsoft.AspNetCore.SignalR.HubException or HttpRequestException)
        {
            return (e is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized } ? "sign in" : e.Message.Contains("not among your rights", StringComparison.Ordinal) ? "no" : "broken", e.Message);
        }
    }

    private async Task<PersonCard[]> PeopleAsync() => (await _server.Http.GetFromJsonAsync("/api/v1/access/people", ContractJson.Readable.PeopleAnswer))!.People;

    private static IEnumerable<Comer> Comers(string node, string views)
    {
        Comer Person(string name, string role, int classes, bool isExpired = false) => new($"{name} {node}", SeededPeople.Token($"{name} {node}"), [new(role, node, classes)], IsExpired: isExpired);
        foreach (var role in Oracle.Roles) yield return Person(char.ToLowerInvariant(role[0]) + role[1..], role, Oracle.Default);
        yield return Person("leader, rooms alone", "Leader", Oracle.Bit("Rooms"));
        yield return Person("revoked", "Administrator", Oracle.Default);
        yield return Person("expired", "Administrator", Oracle.Default, isExpired: true);
        yield return new($"screen {node}", SeededPeople.Token($"screen {node}"), [new("Screen", node == "*" ? SmallCity.City : node, 0)], views.Split(' '));
    }

    private static IEnumerable<(string Place, string[] Columns, string[][] Rows)> Tables()
    {
        var sections = File.ReadAllText(s_file).Split("\n## ")[1..];
        Assert.Equal(2, sections.Length);
        foreach (var (section, place) in sections.Zip(["phu-xuan", "*"]))
        {
            string[][] lines = [.. section.Split('\n').Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Select(l => l.Trim('|', ' ').Split(" | "))];
            Assert.All(lines, l => Assert.True(l.Length == lines[0].Length, string.Join(" | ", l)));
            yield return (place, lines[0], lines[1..]);
        }
    }

    // From the program's own metadata: what a client can call.
    private static IEnumerable<string> HubMethods()
    {
        using var file = new PEReader(File.OpenRead(Repo.ServerDll));
        var reader = file.GetMetadataReader();
        foreach (var type in reader.TypeDefinitions.Select(reader.GetTypeDefinition).Where(t => reader.GetString(t.Name).EndsWith("Hub", StringComparison.Ordinal)))
        {
            foreach (var method in type.GetMethods().Select(reader.GetMethodDefinition))
            {
                var name = reader.GetString(method.Name);
                var isPublic = (method.Attributes & System.Reflection.MethodAttributes.MemberAccessMask) == System.Reflection.MethodAttributes.Public;
                if (isPublic && name[0] != '.' && !name.StartsWith("On", StringComparison.Ordinal)) yield return $"HUB {name}";
            }
        }
    }
}
