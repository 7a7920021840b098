using EduDx.Contracts.Frames;
using EduDx.Wall.Places;
using EduDx.Wall.Walls;
using EduDx.Wall.Words;
using Microsoft.AspNetCore.Components;

namespace EduDx.Wall.Access;

/// <summary>Who may do what: roles are granted and taken back here, and sessions ended. The server decides and writes the audit; this page only asks.</summary>
public sealed partial class PeoplePage
{
    // More is found by typing: a provider may know thousands.
    private const int Most = 12;

    // The finder speaks the language of a wall; this page has none of its own.
    private readonly WallContext _context = new(new WallAddress("overview", WallAddress.City, null, null, "vi"), WallWords.Vietnamese, null, default, null, null, false, null);
    private readonly HashSet<string> _classes = new(StringComparer.Ordinal);
    private PlaceFinder? _finder;
    private PlaceIndex? _places;
    private PersonCard[]? _people;
    private RoleCard[] _roles = [];
    private RoleCard? _role;
    private string? _node, _problem;
    private (string Vi, string En)? _done;
    private string _find = "";
    private int? _chosen;
    private bool _asked, _isRefused, _busy, _mayGrant;

    [Inject] private AccessClient Access { get; set; } = default!;

    [Inject] private PlacesClient PlacesOf { get; set; } = default!;

    private PersonCard? Chosen => _people?.FirstOrDefault(p => p.Id == _chosen);

    // Who waits for a role first.
    private PersonCard[] Found
    {
        get
        {
            var words = VietnameseFold.Of(_find).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return [.. (_people ?? []).Where(p => VietnameseFold.Of($"{p.Name} {p.Subject}") is var folded && words.All(w => folded.Contains(w, StringComparison.Ordinal))).OrderBy(p => p.Grants.Length > 0)];
        }
    }

    private (string Vi, string En)? Missing =>
        _role is null ? ("Còn thiếu: vai trò.", "A role is missing.")
        : _node is null ? ("Còn thiếu: phạm vi.", "A scope is missing.")
        : _classes.Count == 0 ? ("Còn thiếu: ít nhất một loại dữ liệu.", "At least one class of data is missing.")
        : null;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => await LoadAsync();

    private async Task LoadAsync()
    {
        _busy = true;
        (_people, _isRefused) = await Access.PeopleAsync();
        if (_people is not null)
        {
            _mayGrant = await Access.MeAsync() is { GrantsRoles: true };
            _roles = await Access.RolesAsync() ?? _roles;
            _places ??= await PlacesOf.ReadAsync();
        }
        (_asked, _busy) = (true, false);
    }

    private void Choose(int account)
    {
        if (_chosen == account) return;
        // What was half filled in for one person must not be granted to another.
        (_chosen, _role, _node, _problem, _done) = (account, null, null, null, null);
        _classes.Clear();
        _finder?.Clear();
    }

    private void Choose(Place place)
    {
        _node = place.Id;
        _finder?.Clear();
    }

    private void Take(RoleCard role)
    {
        _role = role;
        _classes.Clear();
        // Who a child is comes by a tick of its own alone.
        _classes.UnionWith(role.Classes.Where(c => c != "Persons"));
    }

    private void Toggle(string name)
    {
        if (!_classes.Remove(name)) _classes.Add(name);
    }

    private async Task GrantAsync(PersonCard person)
    {
        if (Missing is not null || _busy) return;
        var (role, node) = (_role!, _node!);
        await DoAsync(
            () => Access.GrantAsync(person.Id, new GrantRequest { Role = role.Role, Node = node, Classes = [.. role.Classes.Where(_classes.Contains)] }),
            ($"Đã giao cho {person.Name}: {RoleWords.Role(role.Role).Vi}, {PlaceOf(node)}.", "The role is granted, in force at once."));
        if (_problem is not null) return;
        (_role, _node) = (null, null);
        _classes.Clear();
    }

    private Task UngrantAsync(PersonCard person, GrantCard grant) => DoAsync(
        () => Access.UngrantAsync(person.Id, grant.Id),
        ($"Đã thu hồi của {person.Name}: {RoleWords.Role(grant.Role).Vi}, {PlaceOf(grant.Node)}.", "The role is taken back; what they watched by it ends within seconds."));

    private Task EndSessionsAsync(PersonCard person) => DoAsync(
        () => Access.EndSessionsAsync(person.Id), ($"Đã đăng xuất {person.Name} ở mọi trình duyệt.", "Signed out everywhere."));

    private async Task DoAsync(Func<Task<string?>> what, (string Vi, string En) done)
    {
        (_busy, _problem, _done) = (true, null, null);
        _problem = await what();
        if (_problem is null) _done = done;
        await LoadAsync();
    }

    private string Effective(GrantCard grant)
    {
        var ofRole = _roles.FirstOrDefault(r => r.Role == grant.Role)?.Classes ?? grant.Classes;
        return string.Join(" · ", grant.Classes.Where(ofRole.Contains).Select(c => RoleWords.Class(c).Vi));
    }

    private string PlaceOf(string node) => node == "*" ? "toàn thành phố" : _places?.Find(node)?.Name ?? node;

    private string Granter(int account) => account == 0 ? "máy chủ" : _people?.FirstOrDefault(p => p.Id == account)?.Name ?? $"tài khoản {account}";

    private static string From(PersonCard person) => person.Issuer == "local" ? "tài khoản có sẵn" : $"{person.Subject} · {HostOf(person.Issuer)}";

    private static string HostOf(string issuer) => Uri.TryCreate(issuer, UriKind.Absolute, out var uri) ? uri.Host : issuer;

    // dd/MM/yyyy, as people here write it; walls carry no culture data.
    private static string Day(DateTimeOffset at) => at.ToString("dd'/'MM'/'yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
