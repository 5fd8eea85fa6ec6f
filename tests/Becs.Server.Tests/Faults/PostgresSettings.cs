namespace Becs.Server.Tests.Faults;

/// <summary>A node on PostgreSQL with the machine's clock. Its relay is off: the facts stay where they can be counted.</summary>
internal static class PostgresSettings
{
    public static (string, string)[] Of(string connectionString, params (string Key, string Value)[] more) =>
    [
        ("Becs__Database__Provider", "PostgreSql"), ("Becs__Database__ConnectionString", connectionString), ("Becs__Clock__Mode", "System"),
        .. more, .. more.Any(m => m.Key == "Becs__Roles") ? [] : new[] { ("Becs__Roles", "web,worker,timers,sealer") },
    ];
}
