namespace Becs.Server.Audit;

/// <summary>What the trail can be asked for: the things that happen often enough to have words of their own.</summary>
public static class AuditWhats
{
    public static IReadOnlyList<string> All { get; } =
    [
        "account.change-password", "account.changed", "account.create", "account.created", "account.grant-sites", "account.lock",
        "account.reset-password", "account.set-rights", "account.set-roles", "account.sign-in", "account.signature-refused",
        "account.signed-in", "account.unlock", "audit.broken", "audit.verify", "clock.move", "clock.moved", "cover.revoke", "cover.sign", "demo.accounts", "demo.sites",
        "demo.supplies", "donor.register", "equipment.add", "gate.Allocate", "gate.AssignDin", "gate.Issue", "gate.PrintLabel",
        "gate.Release", "gate.StartCollection", "hold.place", "incident.bulk-cancel", "incident.bulk-retry", "incident.cancel", "incident.cancelled",
        "incident.continue", "incident.retried", "incident.retry", "incident.skip", "incident.skip-signed", "incident.skipped", "lot.recall",
        "integrity.confirm", "integrity.confirmed", "integrity.open", "integrity.opened", "lot.receive",
        "operation.refused", "order.cancel", "order.place", "package.accept", "package.accepted", "package.load", "package.loaded",
        "patient.antibodies", "patient.needs", "patient.register", "patient.samples", "patient.screens", "patient.typings",
        "request.denied", "results.record", "run.invalidate", "samples.receive", "site.create", "stimulus.Fact", "stimulus.purge",
        "task.claim", "task.complete", "task.draft", "task.draft-begun", "task.draft-discard", "task.release", "timer.fire", "unit.move",
        "visit.start",
    ];
}
