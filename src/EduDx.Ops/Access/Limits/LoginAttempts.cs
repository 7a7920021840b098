namespace EduDx.Ops.Access.Limits;

/// <summary>
/// Failed log-ins, counted by address and user name together: a school is one address, and one kiosk with an old secret must not keep the others out.
/// A secret of 256 bits cannot be guessed; this bounds what trying costs, and shows it.
/// </summary>
internal sealed class LoginAttempts(OpsOptions options)
{
    private readonly MinuteCount _failed = new(options.Limits.FailedLoginsPerMinute);

    /// <summary>Milliseconds that the address has to wait with this name; 0 when it may try.</summary>
    public long WaitMs(string address, string name) => _failed.WaitMs(Key(address, name), Environment.TickCount64);

    /// <summary>Counts a failure.</summary>
    public void Failed(string address, string name) => _failed.Add(Key(address, name), Environment.TickCount64);

    /// <summary>Forgets minutes that are over.</summary>
    public void Sweep(long nowMs) => _failed.Sweep(nowMs);

    private static string Key(string address, string name) => $"{address} {(name.Length <= 100 ? name : name[..100])}";
}
