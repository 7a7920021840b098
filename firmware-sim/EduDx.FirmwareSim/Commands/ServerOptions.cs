using EduDx.FirmwareSim.Devices;

namespace EduDx.FirmwareSim.Commands;

/// <summary>How each command finds the server, believes it and is let in.</summary>
public static class ServerOptions
{
    /// <summary>Address of the API.</summary>
    public static readonly CommandOption Server = new("--server", "URL", "http://127.0.0.1:8080", "HTTP address of the server; https:// for TLS");

    /// <summary>Address of the broker.</summary>
    public static readonly CommandOption Mqtt = new("--mqtt", "HOST:PORT", "127.0.0.1:1883", "MQTT broker; mqtts://HOST:PORT for TLS");

    /// <summary>Address of gRPC.</summary>
    public static readonly CommandOption Grpc = new("--grpc", "URL", "http://127.0.0.1:8081", "gRPC address of the server; https:// for TLS");

    /// <summary>Whom to believe.</summary>
    public static readonly CommandOption Ca = new("--ca", "FILE", "", "authority of the server's certificate, PEM (default: those of this machine)");

    /// <summary>How to be let in.</summary>
    public static readonly CommandOption Token = new("--token-file", "FILE", "", "file with the token of a program (docs/access.md), for a server in the mode Required");

    /// <summary>Secrets of the sources.</summary>
    public static readonly CommandOption Secrets = new(
        "--secrets", "FILE", "", "secrets of the sources (CSV user,secret as POST /api/v1/credentials answers it): an MQTT connection for each source; for a server in the mode Required");

    /// <summary>The server's API.</summary>
    public static ServerApi Api(CommandLine line, TimeProvider time)
    {
        var token = line.TextOrNull(Token.Name) is { } file ? File.ReadAllText(file).Trim() : null;
        if (token is not null && (token.Length == 0 || token.Any(c => c is <= ' ' or > '~'))) throw new UsageException($"{line.Text(Token.Name)} is not a token: put the answer's \"token\" of POST /api/v1/access/programs into it, and nothing else");
        return new ServerApi(line.Address(Server.Name), time, Trust(line), token);
    }

    /// <summary>Whom to believe.</summary>
    public static TlsTrust Trust(CommandLine line) => TlsTrust.Load(line.TextOrNull(Ca.Name));

    /// <summary>The broker.</summary>
    public static BrokerAddress Broker(CommandLine line) =>
        BrokerAddress.Parse(line.Text(Mqtt.Name), Trust(line)) ?? throw new UsageException($"--mqtt is '{line.Text(Mqtt.Name)}'; give HOST:PORT, or mqtts://HOST:PORT for TLS");
}
