using EduDx.FirmwareSim.Attacks;
using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Cards;

/// <summary>
/// Attacks on attendance against a real server over MQTT, each with its verdict: a token that identifies nobody is rejected and kept, everything else is counted
/// and flagged. The table of docs/cards.md names these tests.
/// </summary>
public sealed class AttackTests(AttackedCity city) : IClassFixture<AttackedCity>
{
    private const string Good = "p-0000001", Other = "p-0000002", Elsewhere = "p-0000017";

    private static readonly Dictionary<string, (string Verdict, Func<AttackedCity, string> Make)> Forged = new()
    {
        ["key of the forger"] = ("token_unknown_key", c => TokenForger.OfStranger(c.Cards[Good].Token)),
        ["key of the forger under the true name"] = ("token_bad_signature", c => TokenForger.SignedByStranger(c.Cards[Good].Token)),
        ["another card's id"] = ("token_bad_signature", c => TokenForger.Altered(c.Cards[Good].Token)),
        ["another card's signature"] = ("token_bad_signature", c => TokenForger.WithSignatureOf(c.Cards[Good].Token, c.Cards[Other].Token)),
        ["no signature"] = ("token_bad_signature", c => TokenForger.Unsigned(c.Cards[Good].Token)),
        ["signature of zeros"] = ("token_bad_signature", c => TokenForger.ZeroSigned(c.Cards[Good].Token)),
        ["algorithm none"] = ("token_wrong_algorithm", c => TokenForger.NoAlgorithm(c.Cards[Good].Token)),
        ["algorithm left out"] = ("token_wrong_algorithm", c => TokenForger.WithoutAlgorithm(c.Cards[Good].Token)),
        ["algorithm swapped for ES384"] = ("token_wrong_algorithm", c => TokenForger.OtherAlgorithm(c.Cards[Good].Token)),
        ["algorithm outside the signature"] = ("token_wrong_algorithm", c => TokenForger.AlgorithmOutside(c.Cards[Good].Token)),
        ["HS256 with the public key"] = ("token_wrong_algorithm", c => TokenForger.PublicKeyAsSecret(c.Cards[Good].Token, c.PublicKey)),
        ["MAC with the public key"] = ("token_wrong_algorithm", c => TokenForger.PublicKeyAsMac(c.Cards[Good].Token, c.PublicKey)),
        ["stowaway beside the signature"] = ("token_malformed", c => TokenForger.WithStowaway(c.Cards[Good].Token)),
        ["truncated"] = ("token_malformed", c => TokenForger.Truncated(c.Cards[Good].Token)),
        ["bomb"] = ("token_malformed", _ => TokenForger.Bomb()),
        ["foreign prefix"] = ("token_malformed", c => TokenForger.Foreign(c.Cards[Good].Token)),
        ["overlong"] = ("token_malformed", c => TokenForger.Overlong(c.Cards[Good].Token)),
        ["plain card as a token"] = ("token_malformed", _ => "HUE0000001"),
    };

    public static TheoryData<string> Forgeries => [.. Forged.Keys];

    [Fact]
    public void There_are_at_least_20_attacks() => Assert.InRange(Forged.Count + typeof(AttackTests).GetMethods().Count(m => m.IsDefined(typeof(FactAttribute), false) && m.Name.StartsWith("Attack_", StringComparison.Ordinal)), 20, 100);

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_token_is_rejected_kept_and_listed(string attack)
    {
        var (verdict, make) = Forged[attack];
        var before = await city.Server.CountersAsync();
        var answer = await city.ScanAsync(token: make(city));
        var after = await city.Server.CountersAsync();
        Assert.Equal((false, verdict, 1), (answer.Counted, answer.Rejected, answer.Listed));
        Assert.Equal(("rejected", verdict, AttackedCity.School, "k1", (string?)null), (answer.Flag!.Outcome, answer.Flag.Reasons.Single(), answer.Flag.School, answer.Flag.Kiosk, answer.Flag.Person));
        Assert.Equal((before.Stored, before.Rejected + 1), (after.Stored, after.Rejected));
        await Until.TrueAsync(async () => (await city.Server.Http.GetStringAsync("/metrics")).Contains($"edudx_scans_flagged_total{{otel_scope_name=\"EduDx.Ops\",reason=\"{verdict}\"}}", StringComparison.Ordinal), "it is counted");
    }

    [Fact]
    public async Task A_good_card_is_counted_and_nothing_is_said_of_it()
    {
        var answer = await city.ScanAsync(token: city.Cards["p-0000003"].Token);
        Assert.Equal((true, null, null, 0), (answer.Counted, answer.Rejected, answer.Flag, answer.Listed));
        await Until.Async(() => city.Server.LiveAsync(ServerProcess.Class6A1), f => f.Present + f.Late >= 1, "the pupil is there");
    }

    [Fact]
    public void Attack_a_token_where_no_card_was_issued() => Assert.Equal((false, "token_not_accepted"), (city.BeforeAnyCard.Counted, city.BeforeAnyCard.Rejected));

    [Fact]
    public async Task Attack_a_card_and_a_token_at_once() => Assert.Equal("invalid_field", (await city.ScanAsync(token: city.Cards[Good].Token, card: "HUE0000001")).Rejected);

    [Fact]
    public async Task Attack_a_lost_card_that_was_revoked()
    {
        var card = city.Cards["p-0000004"];
        Assert.True((await city.ScanAsync(token: card.Token)).Counted);
        using var reply = await city.Server.Http.PostAsync($"/api/v1/cards/{card.Card}/revoke", new StringContent("""{"reason":"lost"}""", null, "application/json"));
        Assert.True(reply.IsSuccessStatusCode, await reply.Content.ReadAsStringAsync());
        var answer = await city.ScanAsync(token: card.Token, dir: "out");
        Assert.Equal((false, "card_revoked", "p-0000004"), (answer.Counted, answer.Rejected, answer.Flag!.Person));
        Assert.Contains(card.Card, await city.Server.Http.GetStringAsync("/api/v1/cards/revoked"), StringComparison.Ordinal);
        // The holder gets another one, and it is good.
        var next = (await city.IssueAsync($"{AttackedCity.School}.6a1")).Cards.Single(c => c.Person == "p-0000004");
        Assert.NotEqual(card.Card, next.Card);
        var again = await city.ScanAsync(token: next.Token, dir: "out");
        Assert.Equal((true, 0), (again.Counted, again.Listed));
    }

    [Fact]
    public async Task Attack_a_replay_at_another_school()
    {
        var answer = await city.ScanAsync(token: city.Cards[Elsewhere].Token);
        Assert.Equal((false, "card_elsewhere", Elsewhere, "rejected"), (answer.Counted, answer.Rejected, answer.Flag!.Person, answer.Flag.Outcome));
        Assert.Contains("mn-vy-da", answer.Kept!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attack_a_copy_at_home_and_the_card_elsewhere_within_a_minute()
    {
        var now = await city.Server.NowAsync();
        Assert.True((await city.ScanAsync(token: city.Cards["p-0000018"].Token, school: "mn-vy-da", at: now.AddSeconds(-30))).Counted);
        var answer = await city.ScanAsync(token: city.Cards["p-0000018"].Token, kiosk: "k9", at: now);
        Assert.Equal("card_elsewhere", answer.Rejected);
        Assert.Contains("too far to travel", answer.Kept!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attack_an_expired_card_is_counted_and_flagged()
    {
        // A school year of its own, so that nobody has a card of it yet.
        var now = await city.Server.NowAsync();
        using var reply = await city.Server.Http.PostAsync("/api/v1/cards", new StringContent($$"""{"node":"{{AttackedCity.School}}.6a1","schoolYear":2025,"expires":"{{Said.Text(now.AddMinutes(2))}}"}""", null, "application/json"));
        var cards = System.Text.Json.JsonSerializer.Deserialize(await reply.Content.ReadAsStringAsync(), Contracts.Frames.ContractJson.Readable.CardsAnswer)!;
        var answer = await city.ScanAsync(token: cards.Cards.Single(c => c.Person == "p-0000005").Token, at: now.AddMinutes(4));
        Assert.Equal((true, "card_expired", "counted", "p-0000005"), (answer.Counted, answer.Flag!.Reasons.Single(), answer.Flag.Outcome, answer.Flag.Person));
    }

    [Theory]
    [InlineData("p-0000006", false)]
    [InlineData("p-0000007", true)]
    public async Task Attack_impossible_travel_between_two_campuses(string person, bool plainCard)
    {
        var now = await city.Server.NowAsync();
        var (token, card) = plainCard ? (null, $"HUE{person[2..]}") : (city.Cards[person].Token, (string?)null);
        var first = await city.ScanAsync(token, card, at: now.AddMinutes(-2));
        var second = await city.ScanAsync(token, card, kiosk: "k9", at: now);
        Assert.Equal((true, 0, true), (first.Counted, first.Listed, second.Counted));
        Assert.Equal(["impossible_travel"], second.Flag!.Reasons);
        // Five minutes later somebody may be back who has a motorbike.
        var back = await city.ScanAsync(token, card, at: now.AddMinutes(4.8));
        Assert.Equal((true, 0), (back.Counted, back.Listed));
    }

    [Fact]
    public async Task Attack_one_phone_for_many()
    {
        string[] people = ["p-0000009", "p-0000010", "p-0000011", "p-0000012"];
        var flags = new List<string>();
        foreach (var person in people) flags.Add(string.Join(',', (await city.ScanAsync(token: city.Cards[person].Token, mode: "phone", phone: "a-phone", kiosk: "k2")).Flag?.Reasons ?? []));
        Assert.Equal(["", "", "phone_burst", "phone_burst"], flags);
    }

    [Fact]
    public async Task Attack_place_codes_that_are_missing_wrong_of_another_place_used_twice_or_late()
    {
        // The kiosk of the other campus alone has a screen: phones elsewhere are asked for nothing.
        var (person, since) = (city.Cards["p-0000013"].Token, await city.Server.NowAsync());
        var code = await city.CodeAsync("k9");
        Assert.Equal((true, null), await PhoneAsync(code));
        Assert.Equal((true, "place_code_reused"), await PhoneAsync(code));
        Assert.Equal((true, "place_code_missing"), await PhoneAsync(null));
        Assert.Equal((true, "place_code_wrong"), await PhoneAsync("EDXP1:000000000000"));
        Assert.Equal((true, "place_code_wrong"), await PhoneAsync(await city.CodeAsync("k1")));
        // Past its grace; at the time that the scan claims it was right, and of another person nobody has seen it used.
        await Until.Async(city.Server.NowAsync, now => now > since.AddSeconds(46), "the code is over", TimeSpan.FromSeconds(60));
        person = city.Cards["p-0000014"].Token;
        Assert.Equal((true, "place_code_stale"), await PhoneAsync(code, since));
        Assert.Equal((true, "place_code_wrong"), await PhoneAsync(code));

        async Task<(bool, string?)> PhoneAsync(string? sent, DateTimeOffset? at = null)
        {
            var answer = await city.ScanAsync(token: person, kiosk: "k9", mode: "phone", placeCode: sent, at: at);
            return (answer.Counted, answer.Flag?.Reasons.Single());
        }
    }

    [Fact]
    public async Task Attack_a_phone_at_home()
    {
        var answer = await city.ScanAsync(token: city.Cards["p-0000015"].Token, kiosk: "k2", mode: "phone", position: (16.47, 107.60, 8));
        Assert.Equal((true, "outside_place"), (answer.Counted, answer.Flag!.Reasons.Single()));
    }

    [Fact]
    public async Task Attack_a_kiosk_that_was_carried_away()
    {
        var answer = await city.ScanAsync(card: "HUE0000016", kiosk: "k2", position: (16.50, 107.60, 8));
        Assert.Equal((true, "kiosk_moved", "p-0000016"), (answer.Counted, answer.Flag!.Reasons.Single(), answer.Flag.Person));
        await Until.TrueAsync(async () => (await city.Server.Http.GetStringAsync($"/api/v1/live/devices?scope={AttackedCity.School}")).Contains("\"state\":\"quarantined\"", StringComparison.Ordinal), "the kiosk is quarantined");
    }

    [Fact]
    public async Task The_same_event_again_is_listed_and_counted_once()
    {
        var now = await city.Server.NowAsync();
        Assert.Equal(1, (await city.ScanAsync(token: city.Cards["s-0000001"].Token, kiosk: "k2", mode: "phone", position: (16.47, 107.60, 8), at: now, number: 900)).Listed);
        for (var i = 0; i < 3; i++)
        {
            var again = await city.ScanAsync(token: city.Cards["s-0000001"].Token, kiosk: "k2", mode: "phone", position: (16.47, 107.60, 8), at: now, number: 900);
            Assert.Equal((true, 0, "outside_place"), (again.Counted, again.Listed, again.Flag!.Reasons.Single()));
        }
    }

    [Fact]
    public async Task A_rejected_scan_is_kept_without_its_position()
    {
        var answer = await city.ScanAsync(card: "HUE9999999", position: (16.123456, 107.654321, 7.5));
        Assert.Equal("unknown_card", answer.Rejected);
        Assert.Contains("\"lat\":null,\"lon\":null,\"acc\":null", answer.Kept!.Payload, StringComparison.Ordinal);
    }
}
