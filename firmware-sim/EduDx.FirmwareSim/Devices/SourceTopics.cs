using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.City;
using EduDx.FirmwareSim.Scenarios;

namespace EduDx.FirmwareSim.Devices;

/// <summary>Which topic an event goes to.</summary>
public static class SourceTopics
{
    /// <summary>The message of an event's topic.</summary>
    public static MessageKind MessageOf(EventKind kind) => kind switch
    {
        EventKind.Online => MessageKind.Status,
        EventKind.Telemetry => MessageKind.Telemetry,
        EventKind.Roll => MessageKind.Roll,
        EventKind.Override => MessageKind.Override,
        _ => MessageKind.Scan,
    };

    /// <summary>The topic.</summary>
    public static string Of(in SimSource source, EventKind kind) => SourceTopic.Format(source.School, source.Kind, source.Name, MessageOf(kind));

    /// <summary>Path of a source: its user name, where credentials are asked for.</summary>
    public static string PathOf(in SimSource source) => $"{source.School}/{Word(source.Kind)}/{source.Name}";

    /// <summary>The word of a source kind in the protobuf form.</summary>
    public static string Word(SourceKind kind) => kind switch
    {
        SourceKind.Kiosk => "kiosk",
        SourceKind.Class => "class",
        _ => "office",
    };
}
