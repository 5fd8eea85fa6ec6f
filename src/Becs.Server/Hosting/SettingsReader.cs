using System.Globalization;
using Becs.Contracts;
using Becs.Persistence;
using Becs.Server.Messaging;
using Becs.Workflows.Running;

namespace Becs.Server.Hosting;

/// <summary>
/// Turns configuration into <see cref="BecsSettings"/>. A wrong value, an unknown setting or a combination that cannot work ends the start
/// with one sentence that names the setting; nothing is guessed.
/// </summary>
public static class SettingsReader
{
    private const string Root = "Becs";

    private static readonly string[] Known =
    [
        "Database:Provider", "Database:ConnectionString", "Bus:Transport", "Bus:ConnectionString", "Keys:Path", "Audit:AnchorPath",
        "Clock:Mode", "Clock:StartAt", "Roles", "Signals:KeepDays", "Signals:Allowed", "Http:AllowedHosts", "Http:Credentials",
        "Interfaces:Astm:Port", "Interfaces:Mllp:Port", "OpenId:Authority", "OpenId:ClientId", "OpenId:ClientSecret", "OpenId:UserNameClaim",
        "Telemetry:OtlpEndpoint", "Accounts:PasswordDays", "Demo:AcceptsPlatform",
    ];

    public static BecsSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        RefuseUnknown(configuration.GetSection(Root));
        var data = Path.Combine(environment.ContentRootPath, "data");
        var provider = Choice(configuration, "Database:Provider", DatabaseProvider.Sqlite);
        var transport = Choice(configuration, "Bus:Transport", BusTransport.InMemory);
        var mode = Choice(configuration, "Clock:Mode", ClockMode.System);
        if (mode == ClockMode.Virtual && !(environment.IsDevelopment() || environment.IsEnvironment("Sandbox")))
        {
            throw StartException.Setting("Becs:Clock:Mode", "Virtual", "System (Virtual only in Development and Sandbox)");
        }

        RefuseInterface(configuration, "Interfaces:Astm:Port");
        RefuseInterface(configuration, "Interfaces:Mllp:Port");
        return new BecsSettings
        {
            DatabaseProvider = provider,
            DatabaseConnectionString = ConnectionString(configuration, provider, data),
            BusTransport = transport,
            BusAddress = BusAddress(configuration, transport),
            KeysPath = PathOf(configuration, "Keys:Path", Path.Combine(data, "keys")),
            AuditAnchorPath = PathOf(configuration, "Audit:AnchorPath", Path.Combine(data, "audit-anchor.jsonl")),
            ClockMode = mode,
            ClockStartAt = StartAt(configuration),
            Roles = ReadRoles(configuration),
            PasswordDays = Days(configuration, "Accounts:PasswordDays", BecsSettings.UsualPasswordDays),
            SignalKeepDays = Days(configuration, "Signals:KeepDays", BecsSettings.UsualSignalKeepDays),
            Signals = Signals(configuration),
            HttpHosts = HttpHosts(configuration),
            HttpCredentials = HttpCredentials(configuration),
            IsDevelopment = environment.IsDevelopment(),
            DemoAcceptsPlatform = environment.IsDevelopment() && Choice(configuration, "Demo:AcceptsPlatform", YesOrNo.Yes) == YesOrNo.Yes,
            DataFolder = data,
            OpenId = OpenId(configuration),
            TraceCollector = TraceCollector(configuration),
        };
    }

    private static void RefuseUnknown(IConfigurationSection root)
    {
        foreach (var (path, value) in root.AsEnumerable(makePathsRelative: true))
        {
            // Some sources give a section itself an empty value; only its leaves are settings.
            if (value is not null && path.Length > 0 && !root.GetSection(path).GetChildren().Any() && !Known.Contains(path, StringComparer.OrdinalIgnoreCase))
            {
                throw new StartException($"There is no setting {StartException.Name($"{Root}:{path}")}. Settings: "
                    + $"{string.Join(", ", Known.Select(k => StartException.Name($"{Root}:{k}")))}.");
            }
        }
    }

    private static string? Value(IConfiguration configuration, string key) => configuration[$"{Root}:{key}"];

    private static T Choice<T>(IConfiguration configuration, string key, T otherwise)
        where T : struct, Enum
    {
        var text = Value(configuration, key);
        if (text is null)
        {
            return otherwise;
        }

        return Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<T>(text, ignoreCase: true)
            : throw StartException.Setting($"{Root}:{key}", text, string.Join(", ", Enum.GetNames<T>()));
    }

    private static string ConnectionString(IConfiguration configuration, DatabaseProvider provider, string data)
    {
        var text = Value(configuration, "Database:ConnectionString");
        if (provider == DatabaseProvider.Sqlite)
        {
            text ??= $"Data Source={Path.Combine(data, "becs.db")}";
            return text.Contains('=', StringComparison.Ordinal)
                ? text
                : throw StartException.Setting("Becs:Database:ConnectionString", text, "'Data Source=<file>'");
        }

        return !string.IsNullOrWhiteSpace(text) && text.Contains("Host=", StringComparison.OrdinalIgnoreCase)
            ? text
            : throw new StartException("Setting Becs__Database__ConnectionString must be 'Host=…;Port=…;Database=…;Username=…;Password=…' "
                + "when Becs__Database__Provider is PostgreSql.");
    }

    private static Uri? BusAddress(IConfiguration configuration, BusTransport transport)
    {
        if (transport == BusTransport.InMemory)
        {
            return null;
        }

        return Uri.TryCreate(Value(configuration, "Bus:ConnectionString"), UriKind.Absolute, out var address)
            && address.Scheme is "amqp" or "amqps"
            ? address
            : throw new StartException("Setting Becs__Bus__ConnectionString must be 'amqp://user:password@host:5672/vhost' (or amqps) "
                + "when Becs__Bus__Transport is RabbitMq.");
    }

    private static string PathOf(IConfiguration configuration, string key, string otherwise)
    {
        var text = Value(configuration, key) ?? otherwise;
        return !string.IsNullOrWhiteSpace(text) && text.IndexOfAny(Path.GetInvalidPathChars()) < 0
            ? Path.GetFullPath(text)
            : throw StartException.Setting($"{Root}:{key}", text, "a path");
    }

    private static DateTime StartAt(IConfiguration configuration)
    {
        var text = Value(configuration, "Clock:StartAt") ?? "2026-01-01T00:00:00Z";
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at.UtcDateTime
            : throw StartException.Setting("Becs:Clock:StartAt", text, "an ISO 8601 time such as 2026-06-10T08:00:00Z");
    }

    /// <summary>A signal under the name of an event of ours would be taken for the fact by whoever reads a workflow.</summary>
    private static HashSet<string> Signals(IConfiguration configuration)
    {
        var names = Parts(Value(configuration, "Signals:Allowed"), ',').ToHashSet(StringComparer.Ordinal);
        var events = typeof(BecsEvent).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(BecsEvent))).Select(t => t.Name);
        var wrong = names.FirstOrDefault(n => !SignalIntake.IsName(n) || events.Contains(n));
        return wrong is null ? names
            : throw StartException.Setting(
                $"{Root}:Signals:Allowed", wrong, "names such as Transport.Delivered (letters, digits, '.', '-'), separated by commas; no name of an event");
    }

    private static AllowedHosts HttpHosts(IConfiguration configuration)
    {
        var text = Value(configuration, "Http:AllowedHosts");
        try
        {
            return new AllowedHosts(Parts(text, ','));
        }
        catch (ArgumentException)
        {
            throw StartException.Setting($"{Root}:Http:AllowedHosts", text, "a comma-separated list of host, host:port or http://host:port");
        }
    }

    /// <summary>The value is a secret: it is never in a message.</summary>
    private static Dictionary<string, string> HttpCredentials(IConfiguration configuration)
    {
        var credentials = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in Parts(Value(configuration, "Http:Credentials"), ';'))
        {
            var text = part.Split('=', 2)[0].Trim();
            var isHost = Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "https://" + text, UriKind.Absolute, out var host);
            if (!isHost || !HttpHosts(configuration).Allows(host!) || part.Split('=', 2) is not [_, { Length: > 0 } value])
            {
                throw StartException.Setting(
                    $"{Root}:Http:Credentials", "set", "host=VALUE;host=VALUE, each host one of Becs__Http__AllowedHosts");
            }

            credentials[host!.GetLeftPart(UriPartial.Authority)] = value.Trim();
        }

        return credentials;
    }

    private static string[] Parts(string? text, char separator) =>
        (text ?? "").Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static HashSet<string> ReadRoles(IConfiguration configuration)
    {
        var text = Value(configuration, "Roles") ?? string.Join(',', NodeRoles.All);
        var roles = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var unknown = roles.FirstOrDefault(r => !NodeRoles.All.Contains(r));
        return unknown is null && roles.Length > 0
            ? roles.ToHashSet(StringComparer.Ordinal)
            : throw StartException.Setting("Becs:Roles", unknown ?? text, $"a comma-separated list of {string.Join(", ", NodeRoles.All)}");
    }

    private static int Days(IConfiguration configuration, string key, int otherwise)
    {
        var text = Value(configuration, key);
        return text is null ? otherwise
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= 3660 ? days
            : throw StartException.Setting($"{Root}:{key}", text, "a number of days from 1 to 3660");
    }

    /// <summary>An operator who names a port expects results to come in: better no start than a port where nobody listens.</summary>
    private static void RefuseInterface(IConfiguration configuration, string key)
    {
        var text = Value(configuration, key);
        if (!string.IsNullOrEmpty(text))
        {
            throw StartException.Setting($"{Root}:{key}", text, "nothing yet; this version has no such interface, results come by POST /api/test-results");
        }
    }

    private static Uri? TraceCollector(IConfiguration configuration)
    {
        var text = Value(configuration, "Telemetry:OtlpEndpoint");
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            && address is { Query: "", Fragment: "", UserInfo: "" }
            ? address
            : throw StartException.Setting($"{Root}:Telemetry:OtlpEndpoint", text, "an address such as http://127.0.0.1:4318");
    }

    private static OpenIdSettings? OpenId(IConfiguration configuration)
    {
        var authority = Value(configuration, "OpenId:Authority");
        if (string.IsNullOrEmpty(authority))
        {
            return null;
        }

        if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri) || uri.Scheme is not "https" && !uri.IsLoopback)
        {
            throw StartException.Setting("Becs:OpenId:Authority", authority, "an https address");
        }

        var client = Value(configuration, "OpenId:ClientId");
        return string.IsNullOrEmpty(client)
            ? throw new StartException("Setting Becs__OpenId__ClientId is missing; it is needed when Becs__OpenId__Authority is set.")
            : new OpenIdSettings(authority, client, Value(configuration, "OpenId:ClientSecret"),
                Value(configuration, "OpenId:UserNameClaim") ?? "preferred_username");
    }

    private enum YesOrNo
    {
        Yes,
        No,
    }
}
