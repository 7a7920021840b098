namespace EduDx.Registry.Import;

/// <summary>Where a person belongs; the members are those of <see cref="Storage.Membership"/>.</summary>
internal readonly record struct PlaceOfPerson(int NodeKey, int TeachesKey);
