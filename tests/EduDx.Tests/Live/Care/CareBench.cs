using EduDx.Live.Attendance;
using EduDx.Live.Care;
using EduDx.Live.City;
using EduDx.Live.Devices;
using EduDx.Live.Events;

namespace EduDx.Tests.Live.Care;

/// <summary>A kindergarten's fold with who is there, for the rule tests.</summary>
public abstract class CareBench
{
    protected const MealName Lunch = MealName.Lunch;

    private SchoolCare? _fold;
    private SchoolDay? _attendance;
    private SchoolDevices? _devices;

    protected int Id { get; set; }

    protected SchoolModel School { get; set; } = Nursery.School();

    private protected SchoolCare Care => _fold ??= new SchoolCare(School);

    /// <summary>Says who came; nobody before it is called.</summary>
    protected void Came(IEnumerable<int> slots, bool heard = true) => _attendance = Nursery.Came(School, slots, heard: heard);

    protected void Fold(params byte[][] events)
    {
        foreach (var e in events) Care.Fold(EventHeader.Read(e), e);
    }

    /// <summary>The fridge says its temperature.</summary>
    protected void Fridge(long at, double tempC)
    {
        var e = Devices.Stations.Telemetry(School, Nursery.Fridge, at, ++Id, metrics: ("temp_c", tempC));
        (_devices ??= new SchoolDevices(School)).Fold(EventHeader.Read(e), e, Nursery.Fridge);
        Care.FoldFridge(EventHeader.Read(e), e, Nursery.Fridge);
    }

    private protected CareView View(long now, CareNorms? norms = null, SchoolDay? attendance = null) =>
        Nursery.View(Care, attendance ?? (_attendance ??= Nursery.Came(School, [])), now, norms, _devices);

    private protected KitchenCare Kitchen(long now, CareNorms? norms = null) => Assert.Single(View(now, norms).Kitchens);

    private protected ClassCare ClassA(long now, CareNorms? norms = null) => View(now, norms).Classes[0];

    protected static long At(int hour, int minute, int second = 0) => Nursery.At(hour, minute, second);
}
