using System.Collections.Frozen;
using EduDx.Live.Attendance;
using EduDx.Live.City;
using EduDx.Live.Devices;

namespace EduDx.Live.Care;

/// <summary>What the figures of care take from elsewhere, as of the same tick and of the same model of the school.</summary>
/// <param name="Norms">The norms in force.</param>
/// <param name="Dishes">Dishes by id.</param>
/// <param name="Attendance">Who is there.</param>
/// <param name="Devices">Which fridges are heard; null when nothing is known of them on the day.</param>
public sealed record CareInputs(CareNorms Norms, FrozenDictionary<string, Dish> Dishes, SchoolView Attendance, DevicesView? Devices);
