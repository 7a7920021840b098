using System.Security.Cryptography;
using EduDx.Ops.Access.SignOn;
using EduDx.Registry.People;

namespace EduDx.Ops.Access.Pairing;

/// <summary>
/// Screens that wait to be paired (RFC 8628): a screen shows a short code, somebody who may confirms it, and the screen's next question is answered with a token.
/// Codes are in memory alone: after a restart a screen asks for a new one.
/// </summary>
/// <param name="people">Where paired screens are kept.</param>
/// <param name="time">Real time.</param>
internal sealed class PairingDesk(PeopleDirectory people, TimeProvider time)
{
    /// <summary>How long a code stands.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    /// <summary>How long a screen waits between two questions.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private const int MaxWaiting = 500;
    // Without vowels no word comes about, and nothing that looks like another (RFC 8628, 6.1): 34 bits, of which nobody gets to try many.
    private const string Letters = "BCDFGHJKLMNPQRSTVWXZ";
    private const int Length = 8;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _byDevice = new(StringComparer.Ordinal);
    private readonly AttemptLimiter _asked = new(each: 20, all: 300, TimeSpan.FromMinutes(1), time);
    private readonly AttemptLimiter _confirmed = new(each: 10, all: 100, TimeSpan.FromMinutes(1), time);

    /// <summary>A new code for a screen.</summary>
    /// <returns>The two codes, or null when too many wait or one address asks too often.</returns>
    public (string DeviceCode, string UserCode)? Begin(string address)
    {
        if (_asked.Take(address) is not null) return null;
        lock (_gate)
        {
            foreach (var (hash, old) in _byDevice.Where(w => IsOver(w.Value)).ToArray()) _byDevice.Remove(hash);
            if (_byDevice.Count >= MaxWaiting) return null;
            var device = Secret.New();
            string user;
            do user = RandomNumberGenerator.GetString(Letters, Length);
            while (_byDevice.Values.Any(w => w.UserCode == user));
            _byDevice[Secret.Hash(device)] = new Waiting(user, time.GetTimestamp());
            return (device, $"{user[..4]}-{user[4..]}");
        }
    }

    /// <summary>Somebody confirms a code for a playlist and a scope; what they may is asked before.</summary>
    /// <returns>Null when done, or why not.</returns>
    public string? Confirm(string userCode, ScreenChoice choice, string by)
    {
        if (_confirmed.Take(by) is { } wait) return $"too many codes were tried; wait {wait.TotalSeconds:0} s";
        var typed = new string([.. userCode.ToUpperInvariant().Where(char.IsAsciiLetter)]);
        lock (_gate)
        {
            var waiting = _byDevice.Values.FirstOrDefault(w => w.UserCode == typed && w.Choice is null && !IsOver(w));
            if (waiting is null) return $"no screen shows '{userCode}' now; codes stand {Life.TotalMinutes:0} minutes";
            waiting.Choice = choice;
            return null;
        }
    }

    /// <summary>A screen asks whether it was confirmed.</summary>
    /// <returns>Its token, shown once, or the error of RFC 8628.</returns>
    public (string? Token, ScreenRow? Screen, string? Error) Ask(string deviceCode)
    {
        lock (_gate)
        {
            var hash = Secret.Hash(deviceCode);
            if (!_byDevice.TryGetValue(hash, out var waiting) || IsOver(waiting)) return (null, null, "expired_token");
            var early = waiting.AskedAt is { } at && time.GetElapsedTime(at) < Interval - TimeSpan.FromMilliseconds(500);
            waiting.AskedAt = time.GetTimestamp();
            if (early) return (null, null, "slow_down");
            if (waiting.Choice is not { } choice) return (null, null, "authorization_pending");
            _byDevice.Remove(hash);
            var (token, screen) = people.Pair(choice.Name, choice.List, choice.Node, choice.Views, choice.By);
            return (token, screen, null);
        }
    }

    private bool IsOver(Waiting waiting) => time.GetElapsedTime(waiting.Since) > Life;

    private sealed class Waiting(string userCode, long since)
    {
        public string UserCode => userCode;
        public long Since => since;
        public long? AskedAt { get; set; }
        public ScreenChoice? Choice { get; set; }
    }
}

/// <summary>What a screen is paired for.</summary>
/// <param name="Name">Where it hangs.</param>
/// <param name="List">Its playlist.</param>
/// <param name="Node">Node at the top of what it may show.</param>
/// <param name="Views">Views of the playlist.</param>
/// <param name="By">Account that confirmed.</param>
internal sealed record ScreenChoice(string Name, string List, string Node, string[] Views, int By);
