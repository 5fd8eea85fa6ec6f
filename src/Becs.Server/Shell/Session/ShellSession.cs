namespace Becs.Server.Shell.Session;

/// <summary>What the frame of every page shows about the person and the place. What they may do is decided anew by each operation.</summary>
/// <param name="UserName">Sign-in name.</param>
/// <param name="PrintedName">Name as signatures show it.</param>
/// <param name="Permissions">Permissions now, at <paramref name="Site"/>; pages hide what is not in it.</param>
/// <param name="Sites">Sites granted.</param>
/// <param name="Site">The site being worked at.</param>
/// <param name="VirtualNowAt">The virtual clock (UTC), or null on the system clock.</param>
/// <param name="NeedsTotp">The person signs with a second factor.</param>
/// <param name="WaitingBuild">The build of this node while quality has not accepted it: nothing can be recorded here.</param>
public sealed record ShellSession(
    string UserName,
    string PrintedName,
    IReadOnlySet<string> Permissions,
    IReadOnlyList<SiteChoice> Sites,
    SiteChoice Site,
    DateTime? VirtualNowAt = null,
    bool NeedsTotp = false,
    string? WaitingBuild = null)
{
    /// <summary>A page left alone so long ends its session.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(15);

    public TimeZoneInfo Zone => Site.Zone;

    public bool May(string permission) => Permissions.Contains(permission);
}

/// <summary>A site as the switcher shows it.</summary>
public sealed record SiteChoice(Guid Id, string Code, string Name, TimeZoneInfo Zone);
