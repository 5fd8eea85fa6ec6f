using System.Data.Common;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Domain.Tasks;
using Becs.Persistence.ChangeControl;
using Becs.Persistence.Mapping;
using Becs.Persistence.Operations;
using Becs.Persistence.Personal;
using Becs.Persistence.Setup;
using Becs.Persistence.Sites;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Accounts;

internal sealed class CallerStore(BecsDbContext db, PersonKeys keys, SitesAhead ahead, TrainingAhead training) : ICallers
{
    private const string Account =
        $"SELECT user_name, printed_name, security_stamp, is_locked, role_names, site_ids, ends_at, {TrainingStore.GatedOfAccount} FROM accounts WHERE id = $1";

    private const string Sites = "SELECT id, code, name, facility_number, time_zone_id, rule_packs FROM sites ORDER BY code";

    private const string Operation =
        "SELECT user_id, request_hash, action, status, response_json, recorded_at FROM operations WHERE operation_id = $1";

    public Task<CallerRecords> ReadAsync(
        Guid? userId, Guid? operationId, TaskAhead? task = null, CancellationToken cancellationToken = default) => db.IsPostgres
            ? ReadAtOnceAsync(userId, operationId, task, cancellationToken)
            : ReadInTurnAsync(userId, operationId, cancellationToken);

    private async Task<CallerRecords> ReadInTurnAsync(Guid? userId, Guid? operationId, CancellationToken cancellationToken)
    {
        var account = userId is { } id ? await db.Set<Account>().FindAsync([id], cancellationToken) : null;
        return new CallerRecords(
            account is null ? null : new CallerAccount(
                account.Id, account.UserName, account.PrintedName, account.SecurityStamp, account.IsLocked, account.Permissions, account.SiteIds,
                account.EndsAt)
            {
                Roles = account.RoleNames,
                Gated = await TrainingStore.ReadGatedAsync(db, account.Id, cancellationToken),
            },
            await db.Set<Site>().OrderBy(s => s.Code).ToListAsync(cancellationToken),
            operationId is { } operation ? await OperationLog.EarlierAsync(db, operation, cancellationToken) : null);
    }

    private Task<CallerRecords> ReadAtOnceAsync(Guid? userId, Guid? operationId, TaskAhead? task, CancellationToken cancellationToken)
    {
        // A question that is not asked is answered by no row.
        var trip = new RoundTrip(db).Add(Account, userId ?? Guid.Empty).Add(Sites).Add(Operation, operationId ?? Guid.Empty);
        if (task is not null)
        {
            AddTask(trip.PlanOnce(), task, userId ?? Guid.Empty);
        }

        return trip.ReadAsync(async reader =>
        {
            var account = userId is { } id && await reader.ReadAsync(cancellationToken) ? AccountOf(id, reader) : null;
            await reader.NextResultAsync(cancellationToken);
            var sites = new List<Site>();
            while (await reader.ReadAsync(cancellationToken))
            {
                var site = SiteOf(reader);
                ahead.Add(site);
                sites.Add(site);
            }

            await reader.NextResultAsync(cancellationToken);
            var earlier = operationId is { } operation && await reader.ReadAsync(cancellationToken) ? EarlierOf(operation, reader) : null;
            if (task is not null && earlier is null)
            {
                await reader.NextResultAsync(cancellationToken);
                await HoldTaskAsync(reader, task, userId ?? Guid.Empty, cancellationToken);
            }

            return new CallerRecords(account, sites, earlier);
        }, cancellationToken);
    }

    // LIMIT says to the planner that there is one task; it would count one for each monthly partition, and read whole tables to join them.
    private void AddTask(RoundTrip trip, TaskAhead task, Guid userId) => trip.Add(
        $"""
        SELECT {ReadEntity.Columns<WorkTask>(db, "t")}, {ReadEntity.Columns<InstanceRow>(db, "w")}, {ReadEntity.Columns<PersonKeyRow>(db, "k")},
          (SELECT max(r.record_version) FROM personal_records r
            WHERE r.person_kind = t.person_kind AND r.person_id = t.person_id AND r.kind = $2 AND r.record_id = t.id),
          {TrainingAhead.MissingOfTask}
        FROM (SELECT * FROM tasks WHERE id = $1 LIMIT 1) t LEFT JOIN workflow_instances w ON w.id = t.instance_id
          LEFT JOIN person_keys k ON k.person_kind = t.person_kind AND k.person_id = t.person_id
        """,
        task.TaskId, task.SubmissionKind, userId);

    private async Task HoldTaskAsync(DbDataReader reader, TaskAhead ahead, Guid userId, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            return;
        }

        var at = 0;
        var task = ReadEntity.Hold<WorkTask>(db, reader, ref at);
        ReadEntity.Hold<InstanceRow>(db, reader, ref at);
        ReadEntity.Hold<PersonKeyRow>(db, reader, ref at);
        training.Hold(task?.PackageHash, userId, reader.GetInt64(at + 1));
        if (task?.Person is { } person)
        {
            keys.Remember(person, ahead.SubmissionKind, ahead.TaskId, reader.IsDBNull(at) ? 0 : reader.GetInt32(at));
        }
    }

    private static CallerAccount AccountOf(Guid id, DbDataReader reader)
    {
        var roles = StoredJson.Read<List<string>>(reader.GetString(4))!;
        return new CallerAccount(
            id, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3),
            Domain.Accounts.Account.PermissionsOf(roles), StoredJson.Read<List<Guid>>(reader.GetString(5))!, reader.IsDBNull(6) ? null : reader.GetDateTime(6))
        {
            Roles = roles,
            Gated = TrainingStore.Parse(reader.IsDBNull(7) ? null : reader.GetString(7)),
        };
    }

    private static Site SiteOf(DbDataReader reader) => new(
        new SiteId(reader.GetGuid(0)), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        StoredJson.Read<List<string>>(reader.GetString(5)));

    private static EarlierOperation EarlierOf(Guid operationId, DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1),
        new RecordedOperation(
            operationId, reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetDateTime(5)));
}
