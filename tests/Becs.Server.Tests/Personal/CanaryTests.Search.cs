using Becs.Domain.Donors;
using Npgsql;

namespace Becs.Server.Tests.Personal;

/// <content>Where the name is looked for.</content>
public partial class CanaryTests
{
    private static async Task<IReadOnlyList<string>> FilesWithNameAsync(string folder, SeenOutside seen)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var bytes = new MemoryStream();
            await open.CopyToAsync(bytes, Stop);
            if (seen.IsIn(bytes.ToArray()))
            {
                found.Add(file);
            }
        }

        return found;
    }

    private static async Task<IReadOnlyList<string>> TablesWithNameAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Stop);
        var tables = new List<string>();
        await using (var list = new NpgsqlCommand(
            "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
            connection))
        await using (var rows = await list.ExecuteReaderAsync(Stop))
        {
            while (await rows.ReadAsync(Stop))
            {
                tables.Add(rows.GetString(0));
            }
        }

        Assert.True(tables.Count > 20, "the tables were not found");
        var hex = Convert.ToHexStringLower(System.Text.Encoding.UTF8.GetBytes(Name));
        var found = new List<string>();
        foreach (var table in tables)
        {
            await using var search = new NpgsqlCommand(
                $"SELECT count(*) FROM {table} t WHERE t::text ILIKE '%{Name}%' OR t::text ILIKE '%{hex}%'", connection);
            if ((long)(await search.ExecuteScalarAsync(Stop))! > 0)
            {
                found.Add(table);
            }
        }

        return found;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
