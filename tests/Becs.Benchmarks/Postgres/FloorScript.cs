using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Becs.Benchmarks.Postgres;

/// <summary>
/// A burst that really ran, as a pgbench script: the same statements in the same order with the same values, except that each run of it has
/// identities of its own. A client completes one task after another, as the callers do: each transaction makes the task the next completes.
/// </summary>
internal sealed partial class FloorScript
{
    /// <summary>Instances of each client, taken in turn.</summary>
    public const int Pool = 400;

    private const int KindTask = 1;
    private const int KindBookmark = 2;
    private const int KindInstance = 3;
    private const int KindNew = 16;

    private readonly CapturedBurst _burst;
    private readonly Dictionary<string, string> _constants = [];
    private readonly Dictionary<string, int> _fresh = [];
    private readonly List<string> _statements = [];

    public FloorScript(CapturedBurst burst)
    {
        _burst = burst;
        foreach (var statement in burst.Sent.SelectMany(b => b.Statements))
        {
            _statements.Add(Rewrite(statement));
        }
    }

    public IReadOnlyDictionary<string, string> Constants => _constants;

    /// <param name="pipelined">All statements in one round trip; each in its own otherwise.</param>
    public string Text(bool pipelined)
    {
        var script = new StringBuilder();
        script.AppendLine(CultureInfo.InvariantCulture, $"\\set i :n % {Pool}").AppendLine(CultureInfo.InvariantCulture, $"\\set v :n / {Pool} + 1");
        script.AppendLine("\\set w :v + 1").AppendLine("\\set lo -9223372036854775807 + :client_id");
        foreach (var (name, step, kind) in Identities())
        {
            script.AppendLine(CultureInfo.InvariantCulture, $"\\set {name} (:base + {step}) * 65536 + {0x7000 + kind}");
        }

        script.AppendLine("\\set number :base + :n").AppendLine("\\set n :n + 1");
        script.AppendLine(pipelined ? "\\startpipeline" : "");
        foreach (var statement in _statements)
        {
            script.Append(statement).AppendLine(";");
        }

        return script.AppendLine(pipelined ? "\\endpipeline" : "").ToString();
    }

    /// <summary>SQL that makes what the first transaction of each client finds: its task, its bookmark, its instances.</summary>
    public IEnumerable<string> Setup(long start, int clients)
    {
        var task = Id("(B * 65536 + " + (0x7000 + KindTask) + ")", "c").Replace("B", "b", StringComparison.Ordinal);
        var bookmark = Id("(b * 65536 + " + (0x7000 + KindBookmark) + ")", "c");
        var instance = Id("((b + i) * 65536 + " + (0x7000 + KindInstance) + ")", "c");
        var from = $"""
            (SELECT {start}::bigint AS b, -9223372036854775807 + g AS c FROM generate_series(0, {clients - 1}) g) x
            """;
        yield return $"""
            INSERT INTO workflow_instances SELECT r.* FROM workflow_instances w, {from}, generate_series(0, {Pool - 1}) i,
              LATERAL jsonb_populate_record(w, jsonb_build_object('id', {instance}, 'row_version', 1)) r WHERE w.id = '{_burst.InstanceId}'
            """;
        yield return $"""
            INSERT INTO tasks SELECT r.* FROM tasks t, {from}, LATERAL jsonb_populate_record(t, jsonb_build_object(
              'id', {task}, 'bookmark_id', ({bookmark})::text, 'instance_id', {instance.Replace("b + i", "b", StringComparison.Ordinal)})) r
            WHERE t.id = '{_burst.NextTaskId}'
            """;
        yield return $"""
            INSERT INTO bookmarks SELECT r.* FROM bookmarks k, {from}, LATERAL jsonb_populate_record(k, jsonb_build_object(
              'id', ({bookmark})::text, 'instance_id', {instance.Replace("b + i", "b", StringComparison.Ordinal)})) r
            WHERE k.id = '{_burst.NextBookmarkId}'
            """;
        yield return $"INSERT INTO subjects SELECT 'task', {task}, 0, 1 FROM {from}";
    }

    private IEnumerable<(string Name, string Step, int Kind)> Identities() =>
    [
        ("task", ":n", KindTask), ("nexttask", ":n + 1", KindTask), ("mark", ":n", KindBookmark), ("nextmark", ":n + 1", KindBookmark),
        ("instance", ":i", KindInstance), .. _fresh.Select(f => ("fresh" + f.Value, ":n", KindNew + f.Value)),
    ];

    private string Rewrite(SentStatement statement)
    {
        var columns = Columns(statement.Sql);
        return Parameter().Replace(statement.Sql.Replace('\n', ' ').Replace('\r', ' '), match =>
        {
            var at = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) - 1;
            var column = columns.GetValueOrDefault(at) ?? "";
            return Value(statement.Values[at], column);
        });
    }

    private string Value(object value, string column)
    {
        switch (column)
        {
            case "transaction_number":
                return ":number";
            case "new row_version":
                return ":w";
            case "row_version":
                return ":v";
        }

        if (value is Guid or string { Length: 36 } && Guid.TryParse(value.ToString(), out var id))
        {
            var name = NameOf(id);
            return name is null ? Constant(id.ToString("D")) : Id($":{name}::bigint", ":lo::bigint") + (value is string ? "::text" : "");
        }

        return value switch
        {
            null or DBNull or "NULL" => "NULL",
            DateTime at => Constant(at.ToString("yyyy-MM-dd HH:mm:ss.ffffff+00", CultureInfo.InvariantCulture)),
            string text when _burst.ByteLengths.TryGetValue(column, out var length) && text.EndsWith("...]", StringComparison.Ordinal) =>
                Constant("\\x" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(length))),
            IFormattable number => Constant(number.ToString(null, CultureInfo.InvariantCulture)),
            _ => Constant(value.ToString()!),
        };
    }

    private string? NameOf(Guid id)
    {
        if (id == _burst.TaskId || id == _burst.NextTaskId || id == _burst.InstanceId)
        {
            return id == _burst.InstanceId ? "instance" : id == _burst.TaskId ? "task" : "nexttask";
        }

        var text = id.ToString("D");
        if (text == _burst.BookmarkId || text == _burst.NextBookmarkId)
        {
            return text == _burst.BookmarkId ? "mark" : "nextmark";
        }

        if (!_burst.Made.Contains(id))
        {
            return null;
        }

        _fresh.TryAdd(text, _fresh.Count);
        return "fresh" + _fresh[text];
    }

    private string Constant(string value)
    {
        var known = _constants.FirstOrDefault(c => c.Value == value).Key;
        if (known is null)
        {
            known = "k" + _constants.Count;
            _constants[known] = value;
        }

        return ":" + known;
    }

    private static string Id(string high, string low) => $"(lpad(to_hex({high}), 16, '0') || to_hex({low}))::uuid";

    /// <summary>Which column a parameter is for, where it matters.</summary>
    private static Dictionary<int, string> Columns(string sql)
    {
        var columns = new Dictionary<int, string>();
        if (Insert().Match(sql) is { Success: true } insert)
        {
            var names = insert.Groups[1].Value.Split(',', StringSplitOptions.TrimEntries);
            var values = insert.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries);
            for (var i = 0; i < Math.Min(names.Length, values.Length); i++)
            {
                if (Parameter().Match(values[i]) is { Success: true } parameter)
                {
                    columns[int.Parse(parameter.Groups[1].Value, CultureInfo.InvariantCulture) - 1] = names[i];
                }
            }
        }
        else if (sql.Contains("UPDATE workflow_instances", StringComparison.Ordinal))
        {
            foreach (Match version in RowVersion().Matches(sql))
            {
                columns[int.Parse(version.Groups[2].Value, CultureInfo.InvariantCulture) - 1] =
                    version.Index < sql.IndexOf("WHERE", StringComparison.Ordinal) ? "new row_version" : "row_version";
            }
        }

        return columns;
    }

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^INSERT INTO \w+ \(([^)]*)\)\s*VALUES \(([^)]*)\)")]
    private static partial Regex Insert();

    [GeneratedRegex(@"\b(row_version) = \$(\d+)")]
    private static partial Regex RowVersion();
}

/// <summary>One completion as it was seen.</summary>
/// <param name="Sent">What was sent, round trip by round trip.</param>
/// <param name="TaskId">The task completed.</param>
/// <param name="NextTaskId">The task made.</param>
/// <param name="InstanceId">The instance moved.</param>
/// <param name="BookmarkId">The place it waited at.</param>
/// <param name="NextBookmarkId">The place it waits at now.</param>
/// <param name="Made">Identities made by the burst.</param>
/// <param name="ByteLengths">Lengths of the binary values, by column.</param>
internal sealed record CapturedBurst(
    IReadOnlyList<SentBatch> Sent, Guid TaskId, Guid NextTaskId, Guid InstanceId, string BookmarkId, string NextBookmarkId,
    IReadOnlySet<Guid> Made, IReadOnlyDictionary<string, int> ByteLengths);
