using Becs.Persistence;
using Becs.Workflows.Running;

namespace Becs.Server.Hosting;

public enum BusTransport
{
    InMemory,
    RabbitMq,
}

public enum ClockMode
{
    /// <summary>The machine's clock.</summary>
    System,

    /// <summary>A clock that stands still until it is moved forward: Development and sandbox only.</summary>
    Virtual,
}

/// <summary>Every setting of the server, validated. <see cref="SettingsReader"/> makes it; nothing else reads configuration keys.</summary>
public sealed record BecsSettings
{
    public const int UsualSignalKeepDays = 90;
    public const int UsualPasswordDays = 365;

    public required DatabaseProvider DatabaseProvider { get; init; }

    public required string DatabaseConnectionString { get; init; }

    public required BusTransport BusTransport { get; init; }

    /// <summary>An <c>amqp(s)://</c> address; null for the in-memory transport.</summary>
    public Uri? BusAddress { get; init; }

    /// <summary>Folder of the keys that must not be in the database: personal-data wrapping key, audit key, session keys.</summary>
    public required string KeysPath { get; init; }

    /// <summary>File outside the database to which signed audit checkpoints are appended.</summary>
    public required string AuditAnchorPath { get; init; }

    public required ClockMode ClockMode { get; init; }

    /// <summary>Where a virtual clock stands when it is used for the first time (UTC).</summary>
    public required DateTime ClockStartAt { get; init; }

    /// <summary>The loops this node runs; some of <see cref="NodeRoles"/>.</summary>
    public required IReadOnlySet<string> Roles { get; init; }

    /// <summary>How long an event that found no workflow waiting is kept for one that comes later.</summary>
    public int SignalKeepDays { get; init; } = UsualSignalKeepDays;

    /// <summary>How old a password may be that signs (21 CFR 11.300(b)).</summary>
    public int PasswordDays { get; init; } = UsualPasswordDays;

    /// <summary>Names of signals other systems may send; none unless set.</summary>
    public IReadOnlySet<string> Signals { get; init; } = new HashSet<string>();

    /// <summary>Where workflows may send HTTP requests; nowhere unless set.</summary>
    public AllowedHosts HttpHosts { get; init; } = AllowedHosts.None;

    /// <summary>The <c>Authorization</c> header of a host, by its scheme, name and port.</summary>
    public IReadOnlyDictionary<string, string> HttpCredentials { get; init; } = new Dictionary<string, string>();

    /// <summary>Development conveniences: demo sites, accounts and passwords, packages accepted at start, migrations applied at start.</summary>
    public required bool IsDevelopment { get; init; }

    /// <summary>qa1 accepts a build at its first start; Development only, and there unless set otherwise.</summary>
    public bool DemoAcceptsPlatform { get; init; }

    /// <summary>Folder of the embedded data (SQLite file, keys, anchor) unless the settings name other places.</summary>
    public required string DataFolder { get; init; }

    public OpenIdSettings? OpenId { get; init; }

    /// <summary>Where traces go, by OTLP over HTTP; null = nowhere.</summary>
    public Uri? TraceCollector { get; init; }

    public bool Has(string role) => Roles.Contains(role);
}

/// <summary>An outside identity provider; null in <see cref="BecsSettings"/> when <c>Becs__OpenId__Authority</c> is not set.</summary>
public sealed record OpenIdSettings(string Authority, string ClientId, string? ClientSecret, string UserNameClaim);
