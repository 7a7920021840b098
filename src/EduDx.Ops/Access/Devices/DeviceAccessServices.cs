using EduDx.Ops.Access.Limits;
using EduDx.Ops.Access.Tls;
using EduDx.Registry.Credentials;

namespace EduDx.Ops.Access.Devices;

/// <summary>Registration of credentials, limits and TLS.</summary>
internal static class DeviceAccessServices
{
    public static void AddDeviceAccess(this IServiceCollection services, OpsOptions options)
    {
        // Opened here: what cannot be read stops the start, not the first device.
        var store = new CredentialStore(Path.Combine(options.Data, "credentials.sqlite"));
        services.AddSingleton(_ => store);
        services.AddSingleton(new DeviceCredentials(store, TimeProvider.System));
        services.AddSingleton<AddressLimits>();
        services.AddSingleton<LoginAttempts>();
        services.AddSingleton<DeviceSessions>();
        services.AddHostedService(s => s.GetRequiredService<DeviceSessions>());
        services.AddSingleton<DeviceAccess>();
        if (!options.Tls.IsOn) return;
        services.AddSingleton(new CertificateFiles(options.Tls));
        services.AddHostedService<CertificateWatch>();
    }
}
