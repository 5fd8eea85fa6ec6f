using System.Data.Common;
using Becs.Domain.Accounts;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Domain.Tasks;
using Becs.Persistence.Mapping;
using Becs.Persistence.Operations;
using Becs.Persistence.Personal;
using Becs.Persistence.Setup;
using Becs.Persistence.Sites;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.Accounts;

internal sealed class CallerStore(BecsDbContext db, PersonKeys keys, SitesAhead ahead) : ICallers
{
    private const string Account =
        "SELECT user_name, printed_name, security_stamp, is_locked, role_names, site_ids FROM accounts WHERE id = $1";

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
                account.Id, account.UserName, account.PrintedName, account.SecurityStamp, account.IsLocked, account.Permissions, account.SiteIds),
            await db.Set<Site>().OrderBy(s => s.Code).ToListAsync(cancellationToken),
            operationId is { } operation ? await OperationLog.EarlierAsync(db, operation, cancellationToken) : null);
    }

    private Task<CallerRecords> ReadAtOnceAsync(Guid? userId, Guid? operationId, TaskAhead? task, CancellationToken cancellationToken)
    {
        // A question that is not asked is answered by no row.
        var trip = new RoundTrip(db).Add(Account, userId ?? Guid.Empty).Add(Sites).Add(Operation, operationId ?? Guid.Empty);
        if (task is not null)
        {
            AddTask(trip, task);
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
                await HoldTaskAsync(reader, task, cancellationToken);
            }

            return new CallerRecords(account, sites, earlier);
        }, cancellationToken);
    }

    private void AddTask(RoundTrip trip, TaskAhead task) => trip
        .Add($"SELECT {ReadEntity.Columns<WorkTask>(db, "t")} FROM tasks t WHERE t.id = $1", task.TaskId)
        .Add($"SELECT {ReadEntity.Columns<InstanceRow>(db, "w")} FROM workflow_instances w JOIN tasks t ON t.instance_id = w.id WHERE t.id = $1",
            task.TaskId)
        .Add($"SELECT {ReadEntity.Columns<PersonKeyRow>(db, "k")} FROM person_keys k JOIN tasks t "
            + "ON t.person_kind = k.person_kind AND t.person_id = k.person_id WHERE t.id = $1", task.TaskId)
        .Add("SELECT max(r.record_version) FROM personal_records r JOIN tasks t ON t.person_kind = r.person_kind AND t.person_id = r.person_id "
            + "WHERE t.id = $1 AND r.kind = $2 AND r.record_id = $1", task.TaskId, task.SubmissionKind);

    private async Task HoldTaskAsync(DbDataReader reader, TaskAhead ahead, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        var task = await reader.ReadAsync(cancellationToken) ? ReadEntity.Hold<WorkTask>(db, reader) : null;
        await reader.NextResultAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            ReadEntity.Hold<InstanceRow>(db, reader);
        }

        await reader.NextResultAsync(cancellationToken);
        if (await reader.ReadAsync(cancellationToken))
        {
            ReadEntity.Hold<PersonKeyRow>(db, reader);
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        if (task?.Person is { } person)
        {
            keys.Remember(person, ahead.SubmissionKind, ahead.TaskId, reader.IsDBNull(0) ? 0 : reader.GetInt32(0));
        }
    }

    private static CallerAccount AccountOf(Guid id, DbDataReader reader) => new(
        id, reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3),
        Domain.Accounts.Account.PermissionsOf(StoredJson.Read<List<string>>(reader.GetString(4))!), StoredJson.Read<List<Guid>>(reader.GetString(5))!);

    private static Site SiteOf(DbDataReader reader) => new(
        new SiteId(reader.GetGuid(0)), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4),
        StoredJson.Read<List<string>>(reader.GetString(5)));

    private static EarlierOperation EarlierOf(Guid operationId, DbDataReader reader) => new(
        reader.GetGuid(0), reader.GetString(1),
        new RecordedOperation(
            operationId, reader.GetString(2), reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetDateTime(5)));
}
