namespace EduDx.Contracts.Topics;

/// <summary>The third word of a topic: what publishes.</summary>
public enum SourceKind : byte
{
    /// <summary>A QR kiosk at a gate.</summary>
    Kiosk = 1,
    /// <summary>A classroom or other device.</summary>
    Device = 2,
    /// <summary>A meeting room.</summary>
    Room = 3,
    /// <summary>A class tablet.</summary>
    Class = 4,
    /// <summary>A kitchen.</summary>
    Kitchen = 5,
    /// <summary>The school's office, which corrects attendance.</summary>
    Office = 6,
}
