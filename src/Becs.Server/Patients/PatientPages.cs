using System.Globalization;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Components;
using Becs.Server.Donations;
using Becs.Server.Hosting;
using Becs.Server.Orders;
using Becs.Server.Shell.Lists;
using Becs.Server.Shell.Session;

namespace Becs.Server.Patients;

/// <summary>Recipients for their page. Like donors they are known to all sites; their orders are those that concern the person's site.</summary>
internal sealed class PatientPages(
    PageReads pages, PatientQueries patients, OrderQueries orders, ProductNames products, RecordTexts texts) : IPatientPages
{
    private const int MostOrders = 50;

    public Task<PageOf<PatientLine>> SearchAsync(PatientSearch search, int page, int pageSize, CancellationToken cancellationToken = default) =>
        pages.ReadAsync(Permissions.PatientsRead, async (scope, _) =>
        {
            var personal = scope.GetRequiredService<IPersonalRecords>();
            var found = search.PatientNumber.Trim() is { Length: > 0 } number
                ? (await patients.ListAsync(number.ToUpperInvariant(), 0, 1, cancellationToken)).Items
                : search.IsEmpty ? []
                : await patients.FindAsync(
                    [.. (await personal.SearchAsync(SubjectKinds.Patient, FieldsOf(search), IPatientPages.MostFound, cancellationToken)).Select(p => p.Id)],
                    cancellationToken);
            var lines = new List<PatientLine>();
            foreach (var row in found.Skip((page - 1) * pageSize).Take(pageSize))
            {
                var identity = await personal.GetAsync<PatientIdentity>(
                    PersonRef.Of(new PatientId(row.Id)), PatientIdentity.Kind, row.Id, cancellationToken);
                lines.Add(new PatientLine(
                    row.Id, row.PatientNumber, identity is null ? "" : $"{identity.FamilyName}, {identity.GivenName}", identity?.BirthDate,
                    identity?.HospitalNumber ?? "", row.RegisteredAt));
            }

            return new PageOf<PatientLine>(lines, page, pageSize, found.Count);
        }, cancellationToken);

    private static Dictionary<string, string> FieldsOf(PatientSearch search) => new (string Name, string? Value)[]
    {
        ("family", search.FamilyName), ("given", search.GivenName), ("hospitalNumber", search.HospitalNumber),
        ("birthDate", search.BirthDate?.ToString("O", CultureInfo.InvariantCulture)),
    }.Where(f => !string.IsNullOrWhiteSpace(f.Value)).ToDictionary(f => f.Name, f => f.Value!.Trim(), StringComparer.Ordinal);

    public Task<PatientView?> FindAsync(Guid patient, CancellationToken cancellationToken = default) =>
        pages.EvaluateAsync(Permissions.PatientsRead, "patient.show", async (scope, context) =>
        {
            if (await patients.FindAsync(patient, cancellationToken) is not { } record
                || await scope.GetRequiredService<IPatients>().FindAsync(new PatientId(patient), cancellationToken) is not { } stored)
            {
                return null;
            }

            var identity = await scope.GetRequiredService<IPersonalRecords>().GetAsync<PatientIdentity>(
                PersonRef.Of(new PatientId(patient)), PatientIdentity.Kind, patient, cancellationToken);
            var placed = context.May(Permissions.OrdersRead)
                ? (await orders.ListAsync(context.SiteId, null, patient, 0, MostOrders, cancellationToken)).Items
                : [];
            return new PatientView(
                patient, record.Patient.PatientNumber, identity is null ? null : $"{identity.FamilyName}, {identity.GivenName}", identity?.BirthDate,
                identity is null ? null : texts.Of("register.sex.", identity.Sex.ToString()), identity?.HospitalNumber, Group(record.Abo, record.RhD),
                texts.Of("standing.", record.GroupStanding), record.GroupStanding switch { "Confirmed" => Tone.Good, "Discordant" => Tone.Bad, _ => Tone.Warning },
                [.. record.Typings.Select(t => new PatientFact(Group(t.Abo, t.RhD), t.RecordedAt, t.RecordedBy))],
                [.. record.Antibodies.Select(a => new PatientFact(
                    $"{texts.Of("", "patient.anti")}{a.Antigen}{(a.IsClinicallySignificant ? ", " + texts.Of("", "patient.significant") : "")}"
                    + (a.IsHistorical ? ", " + texts.Of("", "patient.historical") : ""), a.RecordedAt, a.RecordedBy))],
                [.. record.Needs.Select(n => new PatientNeed(
                    texts.Of("need.", n.Code), n.FromDate, n.UntilDate, n.FromDate <= context.SiteToday && (n.UntilDate is null || n.UntilDate >= context.SiteToday)))],
                [.. stored.Samples.OrderByDescending(s => s.DrawnAt).Select(s => SampleOf(s, record, context))],
                [.. placed.Select(o => new PatientOrderLine(o.Id, o.OrderNumber, o.State, OrderPages.ToneOf(o.State), o.NeededByAt))],
                await UnitsAsync(scope, context.SiteId, placed, cancellationToken));
        }, cancellationToken);

    private PatientSampleLine SampleOf(PatientSample s, PatientRecord record, OperationContext context)
    {
        var findings = record.Typings.Where(t => t.SampleId == s.Id).Select(t => Group(t.Abo, t.RhD))
            .Concat(record.Screens.Where(x => x.SampleId == s.Id).Select(x => texts.Of("screen.", x.IsPositive ? "positive" : "negative")))
            .Concat(s.TwoIdentifiersAgree ? [] : [texts.Of("", "patient.identifiersDiffer")]);
        return new PatientSampleLine(
            s.SampleCode, s.DrawnAt, s.TwoIdentifiersAgree ? s.EndsAt(context.SiteTimeZone) : null, s.ServesAt(context.NowAt, context.SiteTimeZone),
            string.Join(", ", findings));
    }

    private async Task<IReadOnlyList<PatientUnitLine>> UnitsAsync(
        IServiceProvider scope, SiteId site, IReadOnlyList<OrderRow> placed, CancellationToken cancellationToken)
    {
        var names = await products.AtAsync(scope, site, cancellationToken);
        var units = new List<PatientUnitLine>();
        foreach (var order in placed)
        {
            var issues = (await orders.FindAsync(site, order.Id, cancellationToken))?.Issues ?? [];
            units.AddRange(issues.Select(i => new PatientUnitLine(
                i.Din, RecordTexts.Din(i.Din), i.ProductCode, names(i.ProductCode), i.IssuedAt, texts.Of("fate.", i.Fate.ToLowerInvariant()),
                i.Fate switch { "Transfused" => Tone.Good, "open" => Tone.Warning, "Wasted" or "returned-unfit" => Tone.Bad, _ => Tone.Neutral })));
        }

        return units;
    }

    private string Group(string? abo, string? rhd) => $"{abo} {(rhd is null ? "" : texts.Of("rhd.", rhd))}".Trim();
}
