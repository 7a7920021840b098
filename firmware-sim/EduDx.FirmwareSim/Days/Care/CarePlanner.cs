using EduDx.Contracts.Topics;
using EduDx.FirmwareSim.City;

namespace EduDx.FirmwareSim.Days;

/// <summary>Plans the care of a kindergarten's day: a kitchen a campus, and the meals and naps of its classes.</summary>
public static class CarePlanner
{
    /// <summary>Adds a school's care to its script.</summary>
    public static void Add(DayPlan plan, SimSchool school, bool[] there, List<ScriptLine> lines)
    {
        foreach (var campus in school.Campuses)
        {
            SimGroup[] classes = [.. school.Groups.Where(g => !g.Staff && g.Campus == campus && g.PersonCount > 0)];
            if (classes.Length == 0) continue;
            var kitchen = new KitchenDay(plan, campus, classes, there, new CareScript(plan, school, SourceKind.Kitchen, campus.Id[(school.Id.Length + 1)..], lines));
            kitchen.Add();
            foreach (var group in classes)
            {
                var children = Enumerable.Range(group.FirstPerson, group.PersonCount).Where(p => there[p]).ToArray();
                if (children.Length == 0) continue;
                var script = new CareScript(plan, school, SourceKind.Class, plan.City.Sources[group.Source].Name, lines);
                new ClassMeals(group, children.Length, script).Add();
                new ClassNaps(plan, group, children, script).Add();
            }
        }
    }
}
