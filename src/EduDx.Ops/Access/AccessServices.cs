using EduDx.Ops.Access.Devices;
using EduDx.Ops.Access.Limits;
using EduDx.Ops.Access.Tls;
using EduDx.Registry.Credentials;

namespace EduDx.Ops.Access;

/// <summary>Registration of what stands at the doors.</summary>
internal static class AccessServices
{
    public static void AddDeviceAccess(this IServiceCollection services, OpsOptions options)
    {
        // Opened here: what cannot be read stops the start, not the first device.
        var store = new CredentialStore(Path.Combine(options.Data, "credentials.sqlite"));
        services.AddSingleton(_ => store);
        services.AddSingleton<DeviceCredentials>();
        services.AddSingleton<AddressLimits>();
        services.AddSingleton<LoginAttempts>();
        services.AddSingleton<DeviceSessions>();
        services.AddHostedService(s => s.GetRequiredService<DeviceSessions>());
        services.AddSingleton<DeviceAccess>();
        services.AddSingleton<Administrators>();
        if (!options.Tls.IsOn) return;
        var files = new CertificateFiles(options.Tls);
        services.AddSingleton(files);
        services.AddHostedService<CertificateWatch>();
    }
}
