using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.ReadModel;
using Becs.Server.Components;
using Becs.Server.Donations;
using Becs.Server.Instances;
using Becs.Server.Tasks;
using Becs.Workflows.Definitions.Packages;
using Becs.Workflows.Journal;

namespace Becs.Server.Audit;

/// <summary>
/// A case or a bag at a past moment, put together from what is only ever added to: journal, facts, decisions and the trail. What these do not say is
/// named as unknown, never taken from how things are today (docs/adr/0093).
/// </summary>
internal sealed class TimeMachine(
    PastInstanceQueries instances, PastUnitQueries units, PastAccountQueries accounts, PastPackageQueries packages, ProcessTitles titles, RecordTexts texts,
    UnitQueries names, TimeProvider clock)
{
    /// <exception cref="InputException">The moment has not come yet.</exception>
    public DateTime Moment(DateTimeOffset? time)
    {
        var at = (time ?? throw new InputException("AUD-405", "time", "time is missing: the moment, such as 2026-06-10T14:00:00Z.")).UtcDateTime;
        return at <= clock.UtcNow() ? at : throw new InputException("AUD-406", "time", "time: that moment has not come yet.");
    }

    /// <returns>Null when there is no such case at these sites. With it the drawing of the package it ran under then.</returns>
    public async Task<(PastInstanceView View, GraphView Graph)?> InstanceAsync(
        IServiceProvider scope, Guid id, DateTime at, IReadOnlyList<Site> granted, CancellationToken cancellationToken)
    {
        if (await instances.FindAsync(id, at, cancellationToken) is not { } past || granted.FirstOrDefault(s => s.Id.Value == past.SiteId) is not { } site)
        {
            return null;
        }

        var graph = past.PackageHash is { } hash ? await InstancePages.GraphAsync(scope, hash, cancellationToken) : new GraphView([], []);
        var people = await accounts.AtAsync(at, cancellationToken);
        var open = Open(past, graph);
        var unknown = Unknown(people).ToList();
        if (past.ArchivedIn is { } file)
        {
            unknown.Add($"Its steps: the journal is in the archive {file}.");
        }

        if (open.Any(o => o.DueAt is null && o.TaskId is null && o.State == Waiting))
        {
            unknown.Add("When a timer that has gone off since was due: only timers that still wait are kept.");
        }

        var view = new PastInstanceView(
            id, past.DefinitionId, titles.Process(past.DefinitionId), past.SiteId, site.Code, at, AuditExportRow.Local(at, site.TimeZone.Id), site.TimeZone.Id,
            StateOf(past, open), past.CreatedAt, past.FinishedAt, await packages.EffectiveAsync(past.DefinitionId, at, cancellationToken),
            past.PackageHash is null ? null : await packages.FindAsync(past.PackageHash, at, cancellationToken), open,
            [.. past.Tasks.Where(t => t.IsOpen).Select(t => OpenTask(t, people, granted, at))], Done(past, graph, people),
            [.. past.Decisions.Select(GateOf)], past.Refusals, unknown);
        return (view, Drawn(past, graph, open));
    }

    /// <returns>Null when there is no bag called so, or it was at a site not granted then.</returns>
    public async Task<PastUnitView?> UnitAsync(string din, string productCode, DateTime at, IReadOnlyList<Site> granted, CancellationToken cancellationToken)
    {
        var (number, product) = (DinText.Read(din), ProductCodeText.Read(productCode).Value);
        foreach (var site in granted)
        {
            if (await names.IdOfAsync(site.Id, number, product, cancellationToken) is { } id)
            {
                return await UnitAsync(id, at, granted, cancellationToken);
            }
        }

        return null;
    }

    private async Task<PastUnitView?> UnitAsync(Guid id, DateTime at, IReadOnlyList<Site> granted, CancellationToken cancellationToken)
    {
        if (await units.FindAsync(id, at, cancellationToken) is not { } past || granted.FirstOrDefault(s => s.Id.Value == past.SiteId) is not { } site)
        {
            return null;
        }

        var people = await accounts.AtAsync(at, cancellationToken);
        return new PastUnitView(
            id, past.SiteId, site.Code, at, AuditExportRow.Local(at, site.TimeZone.Id), site.TimeZone.Id, past.IsMade, past.State, past.StateSince,
            past.IsMade && past.ExpiresAt <= at, past.ExpiresAt, past.Labels, past.Prints, past.Holds, past.Results, [.. past.Decisions.Select(GateOf)],
            [.. past.Tasks.Where(t => t.IsOpen).Select(t => OpenTask(t, people, granted, at))], past.Refusals, past.Instances, [.. Unknown(people)]);
    }

    private const string Waiting = "waiting";
    private const string Faulted = "faulted";

    private static PastOpenTask OpenTask(PastTask task, IReadOnlyList<PastAccount> people, IReadOnlyList<Site> granted, DateTime at)
    {
        var site = granted.FirstOrDefault(s => s.Id.Value == task.SiteId);
        return new PastOpenTask(
            task.Id, task.TitleKey, task.ActivityId, task.InstanceId, task.CreatedAt, task.DueAt, task.SignatureMeanings,
            PastSignersOf.Of(task, people, site?.Code ?? "", at.LocalDate(site?.TimeZone ?? TimeZoneInfo.Utc)));
    }

    private static IEnumerable<string> Unknown(IReadOnlyList<PastAccount> people) => people.Where(p => !p.IsKnown).Select(p => p.KnownFrom is { } from
        ? $"What {p.UserName} might do: unknown before {AuditExportRow.Utc(from)}."
        : $"What {p.UserName} might do: the trail never says it.");

    /// <summary>Steps begun and neither ended nor taken back: the last thing the journal says of that execution is that it waits or failed.</summary>
    private static List<PastOpenStep> Open(PastInstance past, GraphView graph)
    {
        if (past.FinishedAt is not null)
        {
            return [];
        }

        var names = graph.Nodes.ToDictionary(n => n.Id, n => n.Title, StringComparer.Ordinal);
        var last = new Dictionary<string, (JournalRecord Record, DateTime At)>(StringComparer.Ordinal);
        foreach (var (record, at) in past.Journal.SelectMany(e => e.Records.Select(r => (r, e.At))))
        {
            last[record.ActivityInstanceId] = (record, at);
        }

        var open = last.Values.Where(l => l.Record.Event is JournalEvent.Suspended or JournalEvent.Faulted)
            .Select(l =>
            {
                var task = past.Tasks.LastOrDefault(t => t.IsOpen && t.ActivityId == l.Record.ActivityId);
                var timer = past.Timers.FirstOrDefault(t => t.ActivityId == l.Record.ActivityId);
                return new PastOpenStep(
                    l.Record.ActivityId, names.GetValueOrDefault(l.Record.ActivityId, l.Record.ActivityId), l.Record.Type, l.At,
                    l.Record.Event == JournalEvent.Faulted ? Faulted : Waiting, task?.DueAt ?? timer?.DueAt, task?.Id, null);
            }).ToList();
        foreach (var incident in past.Incidents)
        {
            // A burst that failed was dropped with its journal: the incident alone tells of it.
            open.RemoveAll(o => o.ActivityId == incident.ActivityId && o.State == Faulted);
            open.Add(new PastOpenStep(
                incident.ActivityId ?? "", names.GetValueOrDefault(incident.ActivityId ?? "", incident.ActivityId ?? ""), "", incident.At, Faulted, null, null, incident.Message));
        }

        return open;
    }

    private static string StateOf(PastInstance past, List<PastOpenStep> open) => past switch
    {
        { IsStarted: false } => "not-started",
        { FinishedAt: not null } => past.EndedAs!.ToLowerInvariant(),
        { ArchivedIn: not null } => "unknown",
        _ when open.Any(o => o.State == Faulted) => Faulted,
        _ => open.Count > 0 ? "suspended" : "running",
    };

    private IReadOnlyList<JournalLine> Done(PastInstance past, GraphView graph, IReadOnlyList<PastAccount> people)
    {
        var who = people.ToDictionary(p => p.Id, p => p.UserName);
        var (drawn, words) = (graph.Nodes.ToDictionary(n => n.Id, n => n.Title, StringComparer.Ordinal), new JournalWords(texts, titles));
        return [.. past.Journal.SelectMany(e => e.Records.Where(r => r.Event is not (JournalEvent.Started or JournalEvent.Resumed) && drawn.ContainsKey(r.ActivityId))
            .Select(r => new JournalLine(
                e.At, drawn[r.ActivityId], words.What(r.Event), words.Outcomes(r.Outcomes),
                past.Tasks.FirstOrDefault(t => t.ActivityId == r.ActivityId && r.Event == JournalEvent.Completed && t.ClosedAt == e.At) is { CompletedById: { } person }
                    ? who.GetValueOrDefault(person, "") : r.Event == JournalEvent.Completed ? JournalWords.By(r) ?? "" : "",
                words.Notes(r), e.PackageHash, e.Sequence)))];
    }

    private static GraphView Drawn(PastInstance past, GraphView graph, List<PastOpenStep> open)
    {
        var run = InstanceRun.Of(past.Journal, [], [], []);
        var nodes = new Dictionary<string, GraphNodeRun>(run.Nodes, StringComparer.Ordinal);
        foreach (var step in open)
        {
            var before = nodes.GetValueOrDefault(step.ActivityId) ?? new GraphNodeRun(ActivityState.Waiting);
            nodes[step.ActivityId] = before with
            {
                State = step.State == Faulted ? ActivityState.Faulted : step.TaskId is null ? ActivityState.Waiting : ActivityState.Current,
                Note = step.Message ?? "",
                Url = step.TaskId is { } task ? $"/tasks/{task:D}" : null,
            };
        }

        return graph.WithRun(nodes, run.Taken);
    }

    private static PastGate GateOf(PastDecision d)
    {
        using var json = JsonDocument.Parse(d.Evidence);
        return new PastGate(
            d.Id, d.Gate, d.SubjectKind, d.SubjectId, d.Verdict, d.At, d.By, d.SignedBy, d.InstanceId, d.PackageHash, json.RootElement.Clone(),
            GateReasons.Of(json.RootElement));
    }
}
