using Becs.Domain.Shared;

namespace Becs.Domain.Accounts;

/// <summary>A person who can sign in. What they may do is the union of their roles, at the sites granted.</summary>
public sealed class Account
{
    private readonly List<string> _roles = [];
    private readonly List<Guid> _siteIds = [];

    private Account()
    {
    }

    public Account(Guid id, string userName, string printedName, DateTime createdAt)
    {
        Id = id;
        UserName = userName;
        PrintedName = printedName;
        CreatedAt = createdAt;
    }

    public Guid Id { get; private set; }

    /// <summary>Lower-case sign-in name, unique.</summary>
    public string UserName { get; private set; } = "";

    /// <summary>The name a signature shows (21 CFR 11.50(a)(1)).</summary>
    public string PrintedName { get; private set; } = "";

    public string PasswordHash { get; set; } = "";

    /// <summary>Changes whenever credentials or rights change: sessions with an older stamp end.</summary>
    public string SecurityStamp { get; set; } = "";

    public IReadOnlyList<string> RoleNames => _roles;

    public IReadOnlyList<Guid> SiteIds => _siteIds;

    public bool IsLocked { get; private set; }

    public string? LockReason { get; private set; }

    /// <summary>From this instant on the person may neither sign in nor sign; null while no end is known.</summary>
    public DateTime? EndsAt { get; private set; }

    /// <summary>When the present password was set; signing takes one that is not older than the site allows (21 CFR 11.300(b)).</summary>
    public DateTime? PasswordSetAt { get; set; }

    public int FailedSignIns { get; set; }

    public DateTime? LockedOutUntilAt { get; set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime? LastSignInAt { get; private set; }

    /// <summary>
    /// Sign-in session and workstation of the last signature. The first signature of a session takes user name and password, the following
    /// ones the password (21 CFR 11.200(a)(1)(i)).
    /// </summary>
    public string? SigningSession { get; set; }

    public DateTime? LastSignatureAt { get; set; }

    /// <summary>Encrypted secret of the one-time-password device; null while none is enrolled.</summary>
    public string? TotpSecretProtected { get; set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    public IReadOnlySet<string> Permissions => PermissionsOf(_roles);

    /// <summary>What some roles together may do. A role that no longer exists may nothing.</summary>
    public static IReadOnlySet<string> PermissionsOf(IEnumerable<string> roles) => roles
        .Where(Roles.All.ContainsKey).SelectMany(r => Roles.All[r]).ToHashSet(StringComparer.Ordinal);

    public bool HasEndedAt(DateTime nowAt) => EndsAt <= nowAt;

    /// <summary>Nobody changes their own rights (21 CFR 11.10(d), 11.300).</summary>
    public void DemandNotOwnOf(OperationContext operation)
    {
        if (operation.UserId == Id)
        {
            throw new RuleException("ACC-010", $"Account {Id:D}: somebody else must change it; nobody changes their own rights.");
        }
    }

    public void SetRoles(IEnumerable<string> roles)
    {
        var wanted = roles.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var unknown = wanted.FirstOrDefault(r => !Roles.All.ContainsKey(r));
        if (unknown is not null)
        {
            throw new InputException("ACC-001", "roles", $"There is no role '{unknown}'. Roles: {string.Join(", ", Roles.All.Keys)}.");
        }

        _roles.Clear();
        _roles.AddRange(wanted);
        Version++;
    }

    public void GrantSites(IEnumerable<Guid> siteIds)
    {
        _siteIds.Clear();
        _siteIds.AddRange(siteIds.Distinct());
        Version++;
    }

    /// <summary>The person is let in.</summary>
    public void Admit(DateTime nowAt)
    {
        LastSignInAt = nowAt;
        Recognise();
    }

    /// <summary>
    /// Somebody knew the password, and is told so. The row is written even where no time has passed: the commit refuses one that was changed beside
    /// the program or is not the newest, before anybody is let in or told anything.
    /// </summary>
    public void Recognise() => Version++;

    /// <summary>Says when the person's work here ends; null takes the end back.</summary>
    public void End(DateTime? endsAt)
    {
        EndsAt = endsAt;
        Version++;
    }

    public void Lock(string reason)
    {
        IsLocked = true;
        LockReason = reason;
        Version++;
    }

    public void Unlock()
    {
        IsLocked = false;
        LockReason = null;
        FailedSignIns = 0;
        LockedOutUntilAt = null;
        Version++;
    }
}
