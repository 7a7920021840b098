using EduDx.Contracts.Ingest.V1;

namespace EduDx.FirmwareSim.Days;

/// <summary>Something that sends events through a day. Instants are Unix milliseconds, UTC.</summary>
public interface IDayActor
{
    /// <summary>The day is heard from <paramref name="ms"/> on: what should have been on before is switched on within half a minute, what should have been said before is not.</summary>
    void StartNotBefore(long ms);

    /// <summary>Adds what happens to it in [<paramref name="fromMs"/>, <paramref name="toMs"/>).</summary>
    void Emit(long fromMs, long toMs, List<Event> into);
}
