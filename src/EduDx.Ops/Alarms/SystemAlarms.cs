using System.Collections.Concurrent;
using EduDx.Live.Alarms;
using EduDx.Ops.Access.Devices;
using EduDx.Ops.Ingest;

namespace EduDx.Ops.Alarms;

/// <summary>
/// Alarms about what the server sees of its own doors, for which no rule can ask: they are told here and raised by the engine's next tick. One that is
/// not told again for its rule's time is over.
/// </summary>
public sealed class SystemAlarms(CityHolder holder, TimeProvider time)
{
    // What is told between two ticks, at most; beyond it an attack is on, and the first thousand say so.
    private const int MaxTold = 1000;

    /// <summary>A second session of a credential while the first is alive.</summary>
    public static readonly AlarmRule SecondSession = Rule("credential-shared", "Khóa thiết bị dùng ở hai nơi", "Credential used twice", Severity.Warning, RuleSubject.Device);

    /// <summary>The certificate ends within 30 days.</summary>
    public static readonly AlarmRule CertificateEnds = Rule("certificate-ends", "Chứng chỉ TLS sắp hết hạn", "TLS certificate ends soon", Severity.Warning, RuleSubject.City);

    /// <summary>The certificate has ended, or its files cannot be read.</summary>
    public static readonly AlarmRule CertificateBad = Rule("certificate-bad", "Chứng chỉ TLS không dùng được", "TLS certificate is bad", Severity.Critical, RuleSubject.City);

    /// <summary>All of them.</summary>
    public static readonly AlarmRule[] Rules = [SecondSession, CertificateEnds, CertificateBad];

    private readonly ConcurrentQueue<Finding> _told = new();

    /// <summary>Tells of a source, by its path.</summary>
    public void Device(AlarmRule rule, string path)
    {
        var city = holder.Current;
        if (!SourcePath.TryFind(city, path, out var source)) return;
        var school = city.Schools[source.School];
        // Classes, kitchens and offices are no devices of the register: what happens to them is shown with their school.
        var subject = source.Kind is Contracts.Topics.SourceKind.Kiosk or Contracts.Topics.SourceKind.Device or Contracts.Topics.SourceKind.Room
            ? new Subject((byte)source.Kind, source.Key)
            : new Subject(Subject.NodeKind, school.Node.Key);
        Tell(new Finding(rule, subject, path, path, school.Node.Key, Raises: true, Now(), EndMs: 0, Truth.Unknown));
    }

    /// <summary>Tells of the whole system.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="name">What it is about, for people.</param>
    /// <param name="value">What was seen.</param>
    /// <param name="metric">What the value is of.</param>
    public void System(AlarmRule rule, string name, double value, string metric)
    {
        var city = holder.Current;
        if (city.Nodes.Length == 0) return;
        var root = city.Nodes[0];
        Tell(new Finding(rule, new Subject(Subject.NodeKind, root.Key), root.Id, name, root.Key, Raises: true, Now(), EndMs: 0, new Truth(true, Now(), value, double.NaN, metric)));
    }

    /// <summary>Takes what was told since the last call.</summary>
    internal IEnumerable<Finding> Take()
    {
        for (var i = 0; i < MaxTold && _told.TryDequeue(out var finding); i++) yield return finding;
    }

    private void Tell(Finding finding)
    {
        if (_told.Count < MaxTold) _told.Enqueue(finding);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();

    // Five minutes: a day's second try clears by itself, and a certificate is told of each minute.
    private static AlarmRule Rule(string id, string vi, string en, Severity severity, RuleSubject on) => new(id, vi, en, severity, on, [], new AllOf([]), 0, 300, true);
}
