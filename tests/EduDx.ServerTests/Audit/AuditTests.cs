using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EduDx.ServerTests.Faults;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Audit;

public sealed class AuditTests
{
    [Fact]
    public async Task What_people_do_is_in_the_audit_also_after_kill_and_one_changed_byte_is_found()
    {
        await using var server = await ServerProcess.StartedAsync();
        await server.Http.PostAsJsonAsync("/api/v1/alarms/999/acknowledge", new { by = "Ai đó", text = "Nguyễn Văn A bị ốm" });
        await server.Http.PutAsync(new Uri("/api/v1/rules", UriKind.Relative), new ByteArrayContent(await server.Http.GetByteArrayAsync(new Uri("/api/v1/rules", UriKind.Relative))));
        await server.Http.PutAsync(new Uri("/api/v1/norms", UriKind.Relative), new StringContent("{"));
        var closed = await server.Http.PostAsJsonAsync("/api/v1/closures", new { nodes = new[] { "phu-xuan" }, status = "flooded", reason = "Lũ", by = "Trực ban" });
        var closure = (long)JsonNode.Parse(await closed.Content.ReadAsStringAsync())!["id"]!;
        await server.Http.PostAsJsonAsync($"/api/v1/closures/{closure}/reopen", new { by = "Trực ban" });
        await server.Http.PostAsync(new Uri("/api/v1/rejected/12345/resend", UriKind.Relative), null);
        await server.Http.PostAsJsonAsync("/api/v1/attendance/override", new { school = "thcs-phu-xuan-1", person = "p-0000001", state = "excused", by = "van-phong" });
        using (var form = new MultipartFormDataContent { { new StringContent("dish,name,allergens\n"), "dishes", "dishes.csv" } })
        {
            await server.Http.PostAsync(new Uri("/api/v1/registry/import?apply=false", UriKind.Relative), form);
        }
        await server.Http.GetAsync(new Uri("/api/v1/care/evidence?school=mn-vy-da&kitchen=c1&day=2026-11-23", UriKind.Relative));
        await server.KillAsync();

        var path = Path.Combine(server.Data, "audit", "audit-000001.jsonl");
        var lines = (await File.ReadAllLinesAsync(path)).Select(l => JsonNode.Parse(l)!).ToArray();
        string[] expected =
        [
            "server registry.import apply=true done", "local alarm.acknowledge 999 failed", "local rules.replace rules done", "local norms.replace norms failed",
            "local closure.close schools done", $"local closure.reopen {closure} done", "local rejected.resend 12345 failed", "local attendance.override office done",
            "local registry.import apply=false done", "local evidence.export mn-vy-da/c1/2026-11-23 done",
        ];
        Assert.Equal(expected, lines.Select(l => $"{l["actor"]} {l["action"]} {l["subject"]} {l["outcome"]}"));
        Assert.DoesNotContain(lines, l => l.ToJsonString().Contains("Nguy", StringComparison.Ordinal) || l.ToJsonString().Contains("Trực", StringComparison.Ordinal));
        await AssertVerifiedAsync(server, 0, "entries 0 to 9");

        // The middle of a write: half a line, which no head names.
        await File.AppendAllTextAsync(path, "{\"seq\":10,\"prev\":\"");
        await server.StartAsync();
        await AssertVerifiedAsync(server, 0, "entries 0 to 10");
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(path, bytes);
        var line = 1 + bytes.Take(bytes.Length / 2).Count(b => b == '\n');
        await AssertVerifiedAsync(server, 1, $"audit-000001.jsonl: line {line}: ");
    }

    // The disk of the audit takes nothing: what must be audited is not done, and is done again as soon as it can be.
    [NeedsRootFact]
    public async Task What_cannot_be_audited_is_not_done()
    {
        var folder = Directory.CreateTempSubdirectory("edudx-audit-disk-").FullName;
        var mount = Directory.CreateDirectory(Path.Combine(folder, "audit")).FullName;
        var (code, output) = await Tool.RunAsync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", mount]);
        Assert.True(code == 0, output);
        try
        {
            await using var server = new ServerProcess { Data = folder };
            await server.StartAsync();
            server.Output.Expect("The audit takes no entry");
            using var rules = new ByteArrayContent(await server.Http.GetByteArrayAsync(new Uri("/api/v1/rules", UriKind.Relative)));
            Assert.Equal(HttpStatusCode.OK, await PutAsync());
            var filler = Path.Combine(mount, "filler");
            await File.WriteAllBytesAsync(filler, new byte[240 * 1024]);
            // A page is the least that the disk takes: entries go on until the one that they share is full.
            for (var tries = 0; await PutAsync() == HttpStatusCode.OK; tries++) Assert.True(tries < 200, "the disk never became full");
            File.Delete(Path.Combine(folder, "rules.json"));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await PutAsync());
            Assert.False(File.Exists(Path.Combine(folder, "rules.json")));
            Assert.Matches(@"(?m)^edudx_audit_failed\S* 1$", await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)));
            File.Delete(filler);
            Assert.Equal(HttpStatusCode.OK, await PutAsync());
            // An answer of /metrics is kept for a moment.
            await Until.TrueAsync(async () => Regex.IsMatch(await server.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative)), @"(?m)^edudx_audit_failed\S* 0$"), "the metric says that entries are taken");
            await AssertVerifiedAsync(server, 0, "entries 0 to");

            async Task<HttpStatusCode> PutAsync() => (await server.Http.PutAsync(new Uri("/api/v1/rules", UriKind.Relative), rules)).StatusCode;
        }
        finally
        {
            await Tool.RunAsync("umount", [mount]);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task AssertVerifiedAsync(ServerProcess server, int code, string says)
    {
        var (said, output) = await Tool.RunAsync("dotnet", [Repo.ServerDll, "verify-audit", server.Data]);
        Assert.Contains(says, output, StringComparison.Ordinal);
        Assert.Equal(code, said);
    }
}
