using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Resources;
using Becs.Server.Shell;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;
using Becs.Server.Shell.Localisation;
using Becs.Workflows.Proving;
using Microsoft.Extensions.Localization;

namespace Becs.Server.ChangeControl;

/// <summary>Says where a version or a draft stands, and what would keep a draft from being taken.</summary>
internal sealed partial class WorkflowStandings(
    ChangeDesk desk, ChangeAnalysis analysis, ProcessTitles titles, IStringLocalizer<Text> texts)
{
    public async Task<WorkflowStanding> OfVersionAsync(
        IServiceProvider scope, OperationContext operation, string definitionId, int version, CancellationToken ct)
    {
        var versions = (await scope.GetRequiredService<IPackageRecords>().ListAsync(PackageRecord.Workflow, ct))
            .Where(p => p.DefinitionId == definitionId).ToList();
        var shown = versions.FirstOrDefault(v => v.DefinitionVersion == version)
            ?? throw new NotFoundException("WFL-405", $"There is no version {version} of {definitionId}.");
        var effective = versions.Where(v => v.State.IsApproved() && v.EffectiveFromAt <= operation.NowAt).MaxBy(v => v.DefinitionVersion);
        var change = await scope.GetRequiredService<IChanges>().FindByPackageAsync(shown.PackageHash, ct);
        var words = new List<string>
        {
            texts["standing.version", version, texts["package." + WorkflowPages.StateOf(shown.State, version, effective?.DefinitionVersion)]],
        };
        if (shown.EffectiveFromAt is { } from && from > operation.NowAt)
        {
            words.Add(texts["standing.from", SiteClock.Show(from, operation.SiteTimeZone)]);
        }

        if (change is not null)
        {
            words.Add(texts["standing.change", change.Number, texts["change.state." + change.State]]);
        }

        var url = change is null ? null : $"/changes/{change.Id.Value:D}";
        return new WorkflowStanding(definitionId, version, string.Join(" ", words), url, change?.BaseHash is null ? null : url + "#graph", []);
    }

    public async Task<WorkflowStanding> OfDraftAsync(IServiceProvider scope, OperationContext operation, string definitionId, CancellationToken ct)
    {
        var draft = await scope.GetRequiredService<IWorkflowDrafts>().FindOwnAsync(definitionId, operation.UserId, ct)
            ?? throw new NotFoundException("CHG-405", $"You have no draft of {definitionId}.");
        var open = (await scope.GetRequiredService<IChanges>().OpenOfAsync(definitionId, ct))
            .FirstOrDefault(c => c.State != ChangeState.Approved && c.AuthorIds.Contains(operation.UserId));
        var again = open?.State == ChangeState.Rejected ? open : null;
        var words = new List<string> { texts["standing.draft"] };
        if (open is not null)
        {
            words.Add(texts["standing.change", open.Number, texts["change.state." + open.State]]);
        }

        var problems = new List<StandingProblem>();
        var (compare, judged) = (false, false);
        try
        {
            var candidate = await desk.CandidateAsync(scope, operation, definitionId, null, again, ct);
            compare = candidate.Base is not null;
            words.Add(candidate.Base is { } origin ? texts["standing.base", origin.DefinitionVersion] : texts["changes.firstVersion"]);
            judged = true;
            problems.AddRange((await analysis.ProveAsync(scope, candidate.Package, ct)).Violations.Select(ProblemOf));
        }
        catch (FieldsRefusedException broken)
        {
            var definition = JsonNode.Parse(draft.Body)!.AsObject();
            problems.AddRange(broken.Errors.SelectMany(e => e.Value.Select(text => new StandingProblem(StepAt(definition, e.Key), e.Key, text))));
        }
        catch (BecsException refused)
        {
            words.Add(refused.Message);
        }

        if (judged || problems.Count > 0)
        {
            words.Add(texts[problems.Count == 0 ? "standing.sound" : "standing.problems", problems.Count]);
        }

        return new WorkflowStanding(
            definitionId, null, string.Join(" ", words), open is null ? null : $"/changes/{open.Id.Value:D}",
            compare ? SubmitUrl(definitionId, again) + "#difference" : null, problems);
    }

    /// <summary>The page on which a draft is submitted, for the first time or again.</summary>
    public static string SubmitUrl(string definitionId, ChangeRequest? again) =>
        $"/changes/new?definition={Uri.EscapeDataString(definitionId)}{(again is null ? "" : $"&change={again.Id.Value:D}")}";

    private StandingProblem ProblemOf(Violation violation) => new(
        violation.Child is null ? violation.StepId ?? violation.Way.LastOrDefault()?.StepId : null,
        violation.Path,
        $"{texts[violation.SentenceKey, [.. violation.Arguments.Select(a => (object)a)]]} {violation.Obligation?.Says}".TrimEnd()
            + (violation.Way.Count == 0 ? "" : " " + texts["changes.way", string.Join(" \u2192 ", violation.Way.Select(
                w => w.Outcome is null ? w.StepText : $"{w.StepText} ({titles.Outcome(w.Outcome)})"))]));

    /// <summary>The innermost step a JSON path leads through; null when it leads through none.</summary>
    internal static string? StepAt(JsonObject definition, string path)
    {
        JsonNode? at = definition;
        string? step = null;
        foreach (Match part in PathPart().Matches(path))
        {
            at = part.Groups["index"] is { Success: true } index
                ? at is JsonArray items && int.Parse(index.Value, System.Globalization.CultureInfo.InvariantCulture) is var i && i < items.Count ? items[i] : null
                : (at as JsonObject)?[part.Groups["name"].Value];
            if (at is JsonObject made && made["type"] is JsonValue && made["id"] is JsonValue id && made != definition["root"])
            {
                step = id.ToString();
            }
        }

        return step;
    }

    [GeneratedRegex(@"\.(?<name>[A-Za-z0-9_$-]+)|\['(?<name>[^']*)'\]|\[(?<index>\d{1,6})\]")]
    private static partial Regex PathPart();
}
