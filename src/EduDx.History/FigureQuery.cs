using EduDx.Live.City;
using EduDx.Live.Figures;

namespace EduDx.History;

/// <summary>What the rows of an answer are of.</summary>
public enum FigureBy
{
    /// <summary>The node that was asked for: one row a bucket.</summary>
    Node,
    /// <summary>Communes.</summary>
    Commune,
    /// <summary>Schools.</summary>
    School,
    /// <summary>Subjects: devices, rooms, nodes.</summary>
    Source,
}

/// <summary>A range of one series of figures.</summary>
/// <param name="Series">Which figures.</param>
/// <param name="Level">Level of <paramref name="NodeKey"/>: City, Commune or School.</param>
/// <param name="NodeKey">Registry key of the node; ignored for the city.</param>
/// <param name="By">What the rows are of.</param>
/// <param name="FromMs">First instant, Unix milliseconds.</param>
/// <param name="ToMs">End, exclusive, Unix milliseconds.</param>
/// <param name="Bucket">Calendar bucket.</param>
public sealed record FigureQuery(FigureSeries Series, NodeKind Level, int NodeKey, FigureBy By, long FromMs, long ToMs, Bucket Bucket);

/// <summary>Sums of one bucket.</summary>
/// <param name="BucketMs">Start of the bucket, Unix milliseconds.</param>
/// <param name="SubjectKind">Kind of the subject when the rows are of sources; 0 otherwise.</param>
/// <param name="Key">Key of the node or subject; 0 for the city.</param>
/// <param name="Values">One sum for each column of the series.</param>
public readonly record struct FigureSum(long BucketMs, byte SubjectKind, int Key, long[] Values);
