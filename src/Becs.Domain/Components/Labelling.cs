using Becs.Contracts.Components;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;

namespace Becs.Domain.Components;

/// <summary>Prints final labels from the record, and compares what is scanned off the bag with the record.</summary>
public sealed class Labelling(
    ReleaseEvaluation evaluation, DonationBlockers donationBlockers, DecisionRecorder recorder, IUnits units, ILabels labels,
    ISubjects subjects, IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    private OperationContext Operation => current.Context;

    /// <summary>
    /// Passes the PrintLabel gate, every release blocker but the label itself, and prints. A reprint gets the next number and voids the
    /// former label. Needs <see cref="Permissions.LabelsPrint"/>.
    /// </summary>
    public async Task<PrintOutcome> PrintAsync(UnitId id, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.LabelsPrint);
        Operation.DemandPerson();
        var (vector, c) = await evaluation.EvaluateAsync(id, ReleaseStage.LabelClearance, cancellationToken);
        if (c.Unit.Status > UnitStatus.LabelVerified)
        {
            throw new RuleException("LBL-001", $"{id.Subject} is {c.Unit.Status}: no label is printed for it.");
        }

        var group = vector.IsClear ? await donationBlockers.LabelGroupAsync(c, cancellationToken) : null;
        var verdict = group is null ? GateVerdict.Blocked : GateVerdict.Clear;
        var decision = await recorder.RecordAsync(
            GateName.PrintLabel, id.Subject, c.Reads, verdict, vector.ToJson(), cancellationToken);
        if (group is not { } confirmed)
        {
            return new PrintOutcome(null, vector, decision.Id);
        }

        c.Unit.PrintLabel(decision, Operation);
        subjects.Bump(id.Subject);
        var number = (await labels.OfAsync(id, cancellationToken)).NextNumber;
        var print = new LabelPrint(
            ids.New(), c.Unit, number, confirmed, c.Unit.LabelExpiry(), decision.Id, FactStamp.Of(Operation));
        labels.Add(print);
        events.Raise(id.Subject, new ComponentLabelled(
            id.Value, c.Unit.DonationId.Value, print.Din.Value, print.ProductCode, print.BloodGroup, number, decision.Id));
        return new PrintOutcome(print, vector, decision.Id);
    }

    /// <summary>
    /// Compares scans of the label on the bag with the label that was printed. Accepts single, concatenated and compound reads; DIN, blood
    /// group, product code and expiry must each be among them once. Needs <see cref="Permissions.LabelsVerify"/> and a person other than who
    /// printed.
    /// </summary>
    /// <exception cref="InputException">LBL-002: a structure was not scanned.</exception>
    /// <exception cref="ForbiddenException">LBL-003: the person printed this label.</exception>
    /// <exception cref="RuleException">LBL-004: there is no label to verify.</exception>
    public async Task<LabelVerification> VerifyAsync(
        UnitId id, IReadOnlyList<string> scans, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.LabelsVerify);
        Operation.DemandPerson();
        var unit = await units.FindAsync(id, cancellationToken) ?? throw new NotFoundException("UNT-404", $"There is no {id.Subject}.");
        var history = await labels.OfAsync(id, cancellationToken);
        if (unit.Status != UnitStatus.Labelled || history.Current is not { } print)
        {
            throw new RuleException("LBL-004", $"{id.Subject} has no label that waits for verification.");
        }

        if (print.Stamp.UserId == Operation.UserId)
        {
            throw new ForbiddenException("LBL-003", $"Label {print.Number} of {id.Subject} must be verified by somebody who did not print it.");
        }

        var verification = Compare(print, scans);
        labels.Add(verification);
        if (verification.Matches)
        {
            unit.LabelIsVerified();
        }

        subjects.Bump(id.Subject);
        events.Raise(id.Subject, new LabelVerified(
            id.Value, unit.DonationId.Value, print.Number, verification.Matches, verification.Mismatches));
        return verification;
    }

    private LabelVerification Compare(LabelPrint print, IReadOnlyList<string> scans)
    {
        var reads = scans.Where(s => !string.IsNullOrWhiteSpace(s)).Select(ScanParser.Parse).ToList();
        var all = new ScanResult([.. reads.SelectMany(r => r.Structures)]);
        var din = all.Din?.Value ?? throw Missing("din", print);
        var group = all.BloodGroup?.Code ?? throw Missing("bloodGroup", print);
        var product = all.Product?.Value ?? throw Missing("productCode", print);
        var expiry = all.Expiry ?? throw Missing("expiry", print);
        List<string> mismatches = [];
        Check("din", din, print.Din.Value);
        Check("bloodGroup", group, print.BloodGroup);
        Check("productCode", product, print.ProductCode);
        Check("expiry", expiry.ToStringWithTime(), IsbtDate.Parse(print.Expiry).ToStringWithTime());
        return new LabelVerification(
            ids.New(), print, din, group, product, expiry.ToString(), reads.Any(r => r.Structures.Count > 1), mismatches,
            FactStamp.Of(Operation));

        void Check(string field, string scanned, string recorded)
        {
            if (!string.Equals(scanned, recorded, StringComparison.Ordinal))
            {
                mismatches.Add(field);
            }
        }
    }

    private static InputException Missing(string field, LabelPrint print) =>
        new("LBL-002", field, $"Label {print.Number} of {print.UnitId.Subject}: scan this field, once.");
}
