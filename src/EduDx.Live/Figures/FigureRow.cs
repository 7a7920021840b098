namespace EduDx.Live.Figures;

/// <summary>
/// The figures of one subject in one bucket. The identity is (<see cref="Series"/>, <see cref="BucketMs"/>, <see cref="SubjectKind"/>,
/// <see cref="Subject"/>): a later row replaces an earlier one.
/// </summary>
/// <param name="Series">Which series.</param>
/// <param name="BucketMs">Start of the bucket (local midnight, or a full hour), Unix milliseconds.</param>
/// <param name="SubjectKind">A <see cref="City.DeviceKind"/> for devices and rooms; 0 for a node.</param>
/// <param name="Subject">Registry key of the subject.</param>
/// <param name="Commune">Key of the commune on that day; 0 above it.</param>
/// <param name="School">Key of the school; 0 above it.</param>
/// <param name="Values">One value for each of <see cref="FigureSeries.Columns"/>; not changed afterwards.</param>
public readonly record struct FigureRow(FigureSeries Series, long BucketMs, byte SubjectKind, int Subject, int Commune, int School, long[] Values);
