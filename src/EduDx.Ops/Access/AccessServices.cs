using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Pairing;
using EduDx.Ops.Access.SignOn;
using EduDx.Ops.Audit;
using EduDx.Ops.Ingest;
using EduDx.Registry.People;
using Microsoft.AspNetCore.HttpOverrides;

namespace EduDx.Ops.Access;

/// <summary>Registration of people, their sign-on and the gate.</summary>
internal static class AccessServices
{
    /// <summary>Key of the clock that is never simulated: codes, sessions and waits are promises to people.</summary>
    public const string RealTime = "real";

    public static void AddPeople(this IServiceCollection services, OpsOptions options)
    {
        // Opened here: what cannot be read stops the start, not the first sign-on.
        var store = new PeopleStore(Path.Combine(options.Data, "people.sqlite"));
        var people = new PeopleDirectory(store, options.Access, TimeProvider.System);
        services.AddKeyedSingleton(RealTime, TimeProvider.System);
        services.AddSingleton(_ => store);
        services.AddSingleton(people);
        services.AddSingleton(new AdministratorLink(TimeProvider.System));
        services.AddSingleton(s => new SignOnDesk(people, s.GetRequiredService<AdministratorLink>(), s.GetRequiredService<AuditLog>(), TimeProvider.System, s.GetRequiredService<ILogger<SignOnDesk>>()));
        services.AddSingleton(new PairingDesk(people, TimeProvider.System));
        services.AddSingleton<Playlists>();
        services.AddOidcSignOn(options);
    }

    /// <summary>Puts the gate before everything that answers.</summary>
    public static void UseAccess(this IApplicationBuilder app, OpsOptions options)
    {
        // A proxy with TLS on this machine says under which scheme it was asked, and by whom; nobody else is believed.
        if (options.Access.Mode == AccessMode.Required) app.UseForwardedHeaders(new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto });
        if (options.Access.Oidc.Authority is not null) app.UseAuthentication();
        var services = app.ApplicationServices;
        app.UseMiddleware<AccessGate>(services.GetRequiredService<PeopleDirectory>(), services.GetRequiredService<CityHolder>(), options, TimeProvider.System);
    }
}
