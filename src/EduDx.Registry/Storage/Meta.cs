namespace EduDx.Registry.Storage;

/// <summary>The one row about the registry itself.</summary>
public sealed class Meta
{
    /// <summary>The layout of the tables that this code reads and writes.</summary>
    public const int CurrentSchema = 4;

    /// <summary>Always 1.</summary>
    public int Id { get; set; }
    /// <summary>Layout of the tables in this database.</summary>
    public int Schema { get; set; }
    /// <summary>Grows by one with each applied import that changed something.</summary>
    public long Version { get; set; }
    /// <summary>Hash of the folder that was last applied; empty when none was.</summary>
    public required string FolderHash { get; set; }
    /// <summary>Highest node key ever given.</summary>
    public int LastNodeKey { get; set; }
    /// <summary>Highest person key ever given; kept apart from the rows, because an erased person's key must not come back.</summary>
    public int LastPersonKey { get; set; }
    /// <summary>Highest kiosk key ever given.</summary>
    public int LastKioskKey { get; set; }
    /// <summary>Highest key ever given to a device or room.</summary>
    public int LastDeviceKey { get; set; }
}
