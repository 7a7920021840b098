using System.Collections.Concurrent;
using EduDx.Ops.Access.Gate;
using EduDx.Ops.Access.Rules;
using EduDx.Ops.Access.SignOn;
using EduDx.Registry.People;

namespace EduDx.Ops.Access;

/// <summary>
/// People, their roles, their sessions and the paired screens: read from the registry once, changed there first and then here, so that what is revoked is gone
/// with the next look. Looks take no lock; changes run one at a time.
/// </summary>
internal sealed class PeopleDirectory
{
    /// <summary>Issuer of the built-in administrator.</summary>
    public const string LocalIssuer = "local";

    /// <summary>Issuer of the accounts of programs.</summary>
    public const string ProgramIssuer = "program";

    // An older session ends when one person has more: a script that signs in anew each time must not fill the table.
    private const int MaxSessionsEach = 20;
    // Anybody whom the provider knows gets an account, without rights, by signing in.
    private const int MaxAccounts = 100_000;

    private readonly Lock _changing = new();
    private readonly PeopleStore _store;
    private readonly TimeProvider _time;
    private readonly TimeSpan _sessionLife;
    private readonly ConcurrentDictionary<int, Account> _accounts = new();
    private readonly ConcurrentDictionary<string, SessionRow> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Screen> _screens = new(StringComparer.Ordinal);

    /// <summary>Reads the registry; makes the built-in administrator when there is none.</summary>
    /// <param name="store">The registry's part.</param>
    /// <param name="options">How long a session lasts.</param>
    /// <param name="time">Real time: a session of hours must not end in minutes because a demonstration's clock is fast.</param>
    public PeopleDirectory(PeopleStore store, AccessOptions options, TimeProvider time)
    {
        (_store, _time, _sessionLife) = (store, time, TimeSpan.FromHours(options.SessionHours));
        var (accounts, grants, sessions, screens) = store.All();
        var byAccount = grants.ToLookup(g => g.AccountKey);
        foreach (var account in accounts) _accounts[account.Key] = new Account(account, [.. byAccount[account.Key]]);
        var now = Now;
        store.Remove(sessions.Where(s => s.ExpiresMs <= now));
        foreach (var session in sessions.Where(s => s.ExpiresMs > now)) _sessions[session.TokenHash] = session;
        foreach (var screen in screens) _screens[screen.TokenHash] = new Screen(screen);
        if (_accounts.Values.All(a => a.Row.Issuer != LocalIssuer)) Administrator = AddAdministrator();
        else Administrator = _accounts.Values.Single(a => a.Row.Issuer == LocalIssuer).Row.Key;
    }

    /// <summary>Key of the built-in administrator's account.</summary>
    public int Administrator { get; }

    public IEnumerable<Account> Accounts => _accounts.Values.OrderBy(a => a.Row.Key);

    public IEnumerable<Screen> Screens => _screens.Values.OrderBy(s => s.Row.Key);

    private long Now => _time.GetUtcNow().ToUnixTimeMilliseconds();

    public Account? Find(int account) => _accounts.GetValueOrDefault(account);

    public int SessionsOf(int account) => _sessions.Values.Count(s => s.AccountKey == account && s.ExpiresMs > Now);

    /// <summary>Who is signed in by a token; null when it is none, or no more.</summary>
    public Account? BySession(string tokenHash) =>
        _sessions.TryGetValue(tokenHash, out var session) && session.ExpiresMs > Now ? _accounts.GetValueOrDefault(session.AccountKey) : null;

    /// <summary>The screen of a token; null when it is none, or was revoked.</summary>
    public Screen? ByScreen(string tokenHash) => _screens.GetValueOrDefault(tokenHash);

    /// <summary>The account of somebody whom an issuer vouches for, made at the first sign-on; null when there is no room for more.</summary>
    public Account? SignedOn(string issuer, string subject, string name)
    {
        lock (_changing)
        {
            var known = _accounts.Values.FirstOrDefault(a => a.Row.Issuer == issuer && a.Row.Subject == subject);
            if (known is null && _accounts.Count >= MaxAccounts) return null;
            var row = new AccountRow { Key = known?.Row.Key ?? 0, Issuer = issuer, Subject = subject, Name = name, Password = known?.Row.Password, CreatedMs = known?.Row.CreatedMs ?? Now };
            if (known is null) _store.Add(row);
            else if (known.Row.Name != name) _store.Change(row);
            return _accounts[row.Key] = new Account(row, known?.Grants ?? []);
        }
    }

    /// <summary>An account for a program, without rights, and its token.</summary>
    /// <param name="name">What the program is called.</param>
    /// <param name="life">How long the token stands.</param>
    /// <returns>Null when there is one of that name, or no room for more.</returns>
    public (int Account, string Token, DateTimeOffset Expires)? AddProgram(string name, TimeSpan life)
    {
        lock (_changing)
        {
            // A second token would carry the rights that others granted to the first: a new program begins without any.
            if (_accounts.Values.Any(a => a.Row.Issuer == ProgramIssuer && a.Row.Subject == name) || SignedOn(ProgramIssuer, name, name) is not { } account) return null;
            var (token, expires) = Open(account.Row.Key, life);
            return (account.Row.Key, token, expires);
        }
    }

    /// <summary>Opens a session.</summary>
    /// <param name="account">Whose.</param>
    /// <param name="life">How long it lasts; null for that of people.</param>
    /// <returns>The token, shown once.</returns>
    public (string Token, DateTimeOffset Expires) Open(int account, TimeSpan? life = null)
    {
        lock (_changing)
        {
            var now = Now;
            var mine = _sessions.Values.Where(s => s.AccountKey == account).OrderByDescending(s => s.CreatedMs).ToArray();
            Forget(mine.Where((s, i) => s.ExpiresMs <= now || i >= MaxSessionsEach - 1));
            var token = Secret.New();
            var row = new SessionRow { TokenHash = Secret.Hash(token), AccountKey = account, CreatedMs = now, ExpiresMs = now + (long)(life ?? _sessionLife).TotalMilliseconds };
            _store.Add(row);
            _sessions[row.TokenHash] = row;
            return (token, DateTimeOffset.FromUnixTimeMilliseconds(row.ExpiresMs));
        }
    }

    /// <summary>Ends one session.</summary>
    public void Close(string tokenHash)
    {
        lock (_changing)
        {
            if (_sessions.TryGetValue(tokenHash, out var session)) Forget([session]);
        }
    }

    /// <summary>Ends all sessions of a person.</summary>
    /// <returns>How many.</returns>
    public int CloseAll(int account)
    {
        lock (_changing)
        {
            var mine = _sessions.Values.Where(s => s.AccountKey == account).ToArray();
            Forget(mine);
            return mine.Length;
        }
    }

    /// <summary>Sets the password of an account and ends its other sessions.</summary>
    public void SetPassword(int account, string password, string? keepSession)
    {
        var hash = Passwords.Hash(password);
        lock (_changing)
        {
            var known = _accounts[account];
            var row = new AccountRow { Key = account, Issuer = known.Row.Issuer, Subject = known.Row.Subject, Name = known.Row.Name, CreatedMs = known.Row.CreatedMs, Password = hash };
            _store.Change(row);
            _accounts[account] = new Account(row, known.Grants);
            Forget(_sessions.Values.Where(s => s.AccountKey == account && s.TokenHash != keepSession).ToArray());
        }
    }

    /// <summary>Grants a role.</summary>
    /// <returns>The grant's key, or null when there is no such account.</returns>
    public int? Add(int account, Grant grant, int by)
    {
        lock (_changing)
        {
            if (!_accounts.TryGetValue(account, out var known)) return null;
            var row = new GrantRow { AccountKey = account, Role = grant.Role.ToString(), Node = grant.Node, Classes = (int)grant.Classes, GrantedBy = by, GrantedMs = Now };
            _store.Add(row);
            _accounts[account] = new Account(known.Row, [.. known.Grants, row]);
            return row.Key;
        }
    }

    /// <summary>Takes a grant back.</summary>
    /// <returns>Null when it is done, or why not.</returns>
    public string? Remove(int account, int grant)
    {
        lock (_changing)
        {
            if (!_accounts.TryGetValue(account, out var known) || known.Grants.FirstOrDefault(g => g.Key == grant) is not { } row) return $"account {account} has no grant {grant}";
            if (account == Administrator) return "the built-in administrator keeps its grant: without it nobody could grant anything";
            _store.Remove([row]);
            _accounts[account] = new Account(known.Row, [.. known.Grants.Where(g => g.Key != grant)]);
            return null;
        }
    }

    /// <summary>Keeps a paired screen.</summary>
    /// <returns>Its token, shown once.</returns>
    public (string Token, ScreenRow Screen) Pair(string name, string list, string node, string[] views, int by)
    {
        lock (_changing)
        {
            var token = Secret.New();
            var row = new ScreenRow { TokenHash = Secret.Hash(token), Name = name, List = list, Node = node, Views = string.Join(' ', views), PairedBy = by, PairedMs = Now };
            _store.Add(row);
            _screens[row.TokenHash] = new Screen(row);
            return (token, row);
        }
    }

    /// <summary>Revokes a screen.</summary>
    public bool Unpair(int key)
    {
        lock (_changing)
        {
            if (_screens.Values.FirstOrDefault(s => s.Row.Key == key) is not { } screen) return false;
            _store.Remove([screen.Row]);
            return _screens.TryRemove(screen.Row.TokenHash, out _);
        }
    }

    private int AddAdministrator()
    {
        var account = SignedOn(LocalIssuer, "administrator", "Quản trị hệ thống")!;
        Add(account.Row.Key, new Grant(Role.Administrator, Grant.Everything, DataClass.All), by: 0);
        return account.Row.Key;
    }

    private void Forget(IEnumerable<SessionRow> sessions)
    {
        var gone = sessions.ToArray();
        _store.Remove(gone);
        foreach (var session in gone) _sessions.TryRemove(session.TokenHash, out _);
    }

    /// <summary>Somebody who signs in, with what they may do.</summary>
    internal sealed record Account(AccountRow Row, GrantRow[] Grants)
    {
        /// <summary>As the rules see them. A role that this program does not know grants nothing.</summary>
        public Principal Principal { get; } = new(
            $"account-{Row.Key}",
            Row.Name,
            [.. from g in Grants where Enum.TryParse<Role>(g.Role, out var role) && RoleTable.Grantable.Contains(role) select new Grant(Enum.Parse<Role>(g.Role), g.Node, (DataClass)g.Classes)]);
    }

    /// <summary>A paired screen, with what it may show.</summary>
    internal sealed record Screen(ScreenRow Row)
    {
        private long _seenMs;

        /// <summary>As the rules see it.</summary>
        public Principal Principal { get; } = new($"screen-{Row.Key}", Row.Name, [new Grant(Role.Screen, Row.Node, ViewClasses.OfScreen(Row.Views.Split(' ')))], Row.Views.Split(' '));

        /// <summary>Unix milliseconds of its last question; 0 since the start when there was none.</summary>
        public long SeenMs { get => Volatile.Read(ref _seenMs); set => Volatile.Write(ref _seenMs, value); }
    }
}
