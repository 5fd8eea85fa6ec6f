using System.Text.Json;
using Becs.Server.Hosting.Pdf;

namespace Becs.Server.ChangeControl;

/// <summary>The validation package for people: what was changed, on what evidence, and who signed it with which meaning (21 CFR 11.50).</summary>
internal static class ValidationReport
{
    public const int MostLines = 300;

    public static byte[] Of(ValidationFacts facts)
    {
        var change = facts.Change;
        var pdf = new PdfText($"{change.Number} {change.DefinitionId} version {change.PackageVersion}");
        pdf.Heading($"Validation package {change.Number}")
            .Line($"Workflow {change.DefinitionId}, version {change.PackageVersion}. {change.Kind} change, {change.State}.")
            .Line($"Reason: {change.Reason}")
            .Line($"Requirements: {(change.RequirementIds.Count == 0 ? "none named" : string.Join(", ", change.RequirementIds))}")
            .Line($"Risk: severity {change.Severity} x probability {change.Probability} x detectability {change.Detectability} = {change.Risk.Number}")
            .Line($"Opened {ValidationFacts.Time(change.OpenedAt)} (UTC)"
                + (change.EffectiveFromAt is { } from ? $"; takes effect {ValidationFacts.Time(from)} (UTC)" : ""))
            .Line("Package:").CodeLine(change.PackageHash, 12)
            .Line("Made from:").CodeLine(change.BaseHash ?? "nothing: the first version", 12);
        pdf.Heading("Signatures", 2);
        foreach (var step in change.Steps)
        {
            pdf.Space(3).Line($"{step.Ordinal}. {step.Kind}, version {step.PackageVersion}, {ValidationFacts.Time(step.RecordedAt)} (UTC)");
            if (step.SignatureId is { } id && facts.Signatures.GetValueOrDefault(id) is { } signed)
            {
                pdf.Line($"Signed by {signed.PrintedName}, meaning: {signed.Meaning}, at {ValidationFacts.Time(signed.SignedAt)} (UTC), site time {signed.SiteTimeZone}. Reason: {signed.Reason}", 12)
                    .CodeLine(signed.SignedHash, 12);
            }
            else
            {
                pdf.Line($"{step.PrintedName}, not signed", 12);
            }

            if (step.Risk is { } risk)
            {
                pdf.Line($"Risk: severity {risk.Severity} x probability {risk.Probability} x detectability {risk.Detectability} = {risk.Number}", 12);
            }

            if (step.Comment.Length > 0)
            {
                pdf.Line($"Said: {step.Comment}", 12);
            }
        }

        foreach (var evidence in facts.Evidence)
        {
            var version = facts.Packages.GetValueOrDefault(evidence.PackageHash)?.DefinitionVersion;
            pdf.Heading($"Evidence: {evidence.Kind} of version {version}", 2).CodeLine(evidence.ContentHash);
            Body(pdf, evidence.Kind, evidence.Content);
        }

        if (facts.Justifications.Count > 0)
        {
            pdf.Heading("Justified gaps in the evidence", 2);
        }

        foreach (var gap in facts.Justifications)
        {
            pdf.Line($"{gap.Kind} {gap.Key}: {gap.Text} Signed by {gap.PrintedName}, meaning: {gap.Meaning}, at {ValidationFacts.Time(gap.RecordedAt)} (UTC).");
        }

        Plans(pdf, facts);
        pdf.Heading("Comments", 2);
        foreach (var comment in facts.Comments)
        {
            pdf.Line($"{comment.PrintedName}, {ValidationFacts.Time(comment.RecordedAt)} (UTC){(comment.ActivityId is { } step ? $", about {step}" : "")}: {comment.Text}");
        }

        pdf.Heading("Packages", 2);
        foreach (var package in facts.Packages.Values.OrderBy(p => p.DefinitionVersion))
        {
            pdf.Line($"Version {package.DefinitionVersion}, {package.State}").CodeLine(package.PackageHash, 12);
        }

        return pdf.ToBytes();
    }

    private static void Plans(PdfText pdf, ValidationFacts facts)
    {
        foreach (var done in facts.Plans)
        {
            var plan = done.Plan;
            pdf.Heading($"Running instances: plan {plan.Number}, {plan.State}", 2).CodeLine(plan.PlanHash)
                .Line($"Went over: {done.Migrated}. Stay: {done.Stay}.");
            foreach (var (step, reason) in plan.PassesBy().OrderBy(p => p.Key, StringComparer.Ordinal))
            {
                pdf.Line($"Passed by: {step}. {reason}", 12);
            }

            foreach (var stays in done.FirstStaying)
            {
                pdf.Line($"{stays.InstanceId:D} stays: {string.Join(", ", stays.Reasons)}", 12);
            }

            if (done.Stay > done.FirstStaying.Count)
            {
                pdf.Line("... and more: the archive has all of them.", 12);
            }
        }
    }

    /// <summary>What is known of a kind is said in lines; any other evidence is its facts, as far as they fit, and whole in the archive.</summary>
    private static void Body(PdfText pdf, string kind, string content)
    {
        using var json = JsonDocument.Parse(content);
        var lines = kind switch
        {
            Domain.ChangeControl.ChangeEvidence.Difference => json.RootElement.GetProperty("changes").EnumerateArray()
                .Select(c => $"{Text(c, "kind")} {Text(c, "stepText")} {Text(c, "name")}: {Text(c, "before")} -> {Text(c, "after")}"),
            Domain.ChangeControl.ChangeEvidence.Proof => json.RootElement.GetProperty("obligations").EnumerateArray()
                .Select(o => $"Kept: {Text(o, "says")} [{Text(o, "id")}]"),
            Domain.ChangeControl.ChangeEvidence.Scenarios => Scenarios(json.RootElement),
            Domain.ChangeControl.ChangeEvidence.Training => TrainingEvidence.Lines(json.RootElement),
            _ => Leaves(json.RootElement, ""),
        };
        var all = lines.Take(MostLines + 1).ToList();
        foreach (var line in all.Take(MostLines))
        {
            pdf.Line(line.Length > 400 ? line[..400] + "..." : line, 12);
        }

        if (all.Count > MostLines)
        {
            pdf.Line("... and more: the archive has all of it.", 12);
        }
    }

    private static IEnumerable<string> Scenarios(JsonElement evidence)
    {
        foreach (var result in evidence.GetProperty("results").EnumerateArray())
        {
            yield return $"Scenario {Text(result, "name")}: {(result.GetProperty("asExpected").GetBoolean() ? "as expected" : "another way than expected")}";
        }

        var branches = evidence.GetProperty("coverage").GetProperty("branches").EnumerateArray().ToList();
        yield return $"Branches reached: {branches.Count(b => b.GetProperty("reached").GetBoolean())} of {branches.Count}";
        foreach (var missing in branches.Where(b => !b.GetProperty("reached").GetBoolean()))
        {
            yield return $"Not reached: {Text(missing, "step")} {Text(missing, "outcome")}";
        }
    }

    private static IEnumerable<string> Leaves(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Leaves(p.Value, path.Length == 0 ? p.Name : $"{path}.{p.Name}")),
        JsonValueKind.Array => element.EnumerateArray().SelectMany((e, i) => Leaves(e, $"{path}[{i}]")),
        _ => [$"{path}: {element}"],
    };

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.ToString() : "";
}
