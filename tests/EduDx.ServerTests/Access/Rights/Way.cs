using EduDx.ServerTests.Servers;

namespace EduDx.ServerTests.Access.Rights;

/// <summary>A way to publish.</summary>
internal sealed record Way(bool IsVersion5, int Qos, bool Retain = false, bool IsEmpty = false, bool ByAlias = false, bool IsWeb = false)
{
    /// <summary>All that are held against the table.</summary>
    public static readonly Way[] All =
    [
        new(true, 0), new(true, 1), new(true, 2), new(true, 1, Retain: true), new(true, 1, Retain: true, IsEmpty: true), new(true, 1, ByAlias: true), new(true, 1, IsWeb: true),
        new(false, 0), new(false, 1), new(false, 2), new(false, 1, Retain: true),
    ];

    // Topic alias 1 (MQTT 5, 3.3.2.3.4).
    private static readonly byte[] s_alias = [0x23, 0, 1];

    /// <summary>What the answer is where MQTT 5 says a code: QoS 0 has none, and MQTT 3.1.1 no word for a refusal.</summary>
    public string Answer(string code) => (IsVersion5, Qos, code) switch
    {
        (false, _, "87") => "cut",
        (_, 0, _) => "goes on",
        // Of what it keeps itself the broker says that nobody hears it, which is a yes.
        (true, _, "00") when Retain => "10",
        (true, _, _) => code,
        _ => "acknowledged",
    };

    /// <summary>Says it, and names the answer as <see cref="Answer"/> does.</summary>
    public async Task<string> SayAsync(RawMqtt device, byte[] topic, Func<string> payload)
    {
        var said = await SayAsync(device, topic, payload(), ByAlias ? s_alias : null);
        if (!ByAlias) return said;
        // The second time the alias alone stands for it.
        var again = await SayAsync(device, [], payload(), s_alias);
        return again == said ? said : $"{said}, then {again}";
    }

    public override string ToString() =>
        $"MQTT {(IsVersion5 ? "5" : "3.1.1")} QoS {Qos}{(Retain ? " retained" : "")}{(IsEmpty ? " and empty" : "")}{(ByAlias ? " by alias" : "")}{(IsWeb ? " over a WebSocket" : "")}";

    private async Task<string> SayAsync(RawMqtt device, byte[] topic, string payload, byte[]? properties)
    {
        const int Id = 7;
        byte[] ping = Qos == 0 ? [0xC0, 0] : [];
        await device.SendAsync([.. device.Publish(Id, topic, payload, Qos, Retain, properties), .. ping]);
        if (await device.ReadAsync() is not { } answer) return "cut";
        if (Qos == 0) return answer.Kind == 0xD0 ? "goes on" : $"{answer.Kind:X2}";
        if (answer.Kind != (Qos == 1 ? 0x40 : 0x50) || answer.Id != Id) return $"{answer.Kind:X2}";
        if (Qos == 2 && answer.Code < 0x80)
        {
            await device.SendAsync([0x62, 2, 0, Id]);
            if (await device.ReadAsync() is not { Kind: 0x70 }) return "no PUBCOMP";
        }
        return IsVersion5 ? $"{answer.Code:X2}" : "acknowledged";
    }
}
