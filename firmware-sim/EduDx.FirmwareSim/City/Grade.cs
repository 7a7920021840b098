namespace EduDx.FirmwareSim.City;

/// <summary>One grade: how its classes are called and how old its pupils are.</summary>
/// <param name="NamePrefix">Class name up to its number, for example <c>6A</c> or <c>Lá </c>.</param>
/// <param name="IdPrefix">Class id up to its number.</param>
/// <param name="Age">Age that pupils reach in the calendar year that the school year begins in.</param>
public sealed record Grade(string NamePrefix, string IdPrefix, int Age);
