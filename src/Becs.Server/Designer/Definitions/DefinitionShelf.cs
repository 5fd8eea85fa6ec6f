using System.Globalization;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;

namespace Becs.Server.Designer.Definitions;

/// <summary>A version as one person sees it.</summary>
/// <param name="Row">What is stored.</param>
/// <param name="IsLatest">The version Studio opens: this person's draft, else the last package that is no mere submission, else somebody's.</param>
/// <param name="IsPublished">The package that starts new instances now.</param>
/// <param name="IsEditable">This person's own draft.</param>
internal sealed record DefinitionVersion(DefinitionRow Row, bool IsLatest, bool IsPublished, bool IsEditable)
{
    /// <summary>One per version: the hash of a package, the id of a draft.</summary>
    public string Id => Row.DraftId?.ToString("D") ?? Row.ContentHash;

    public bool IsDraft => Row.DraftId is not null;
}

/// <summary>Packages and drafts as one list of versions.</summary>
internal sealed class DefinitionShelf(IDefinitionReads reads, TimeProvider clock)
{
    public async Task<IReadOnlyList<DefinitionVersion>> ListAsync(
        Caller caller, string? definitionId = null, CancellationToken cancellationToken = default) =>
        [.. (await reads.ListAsync(definitionId, cancellationToken)).GroupBy(r => r.DefinitionId).SelectMany(g => Judge([.. g], caller))];

    /// <summary>One version of a definition; <c>definition@2</c> names one version for reading only.</summary>
    public async Task<DefinitionVersion?> FindAsync(
        Caller caller, string definitionId, string? options, CancellationToken cancellationToken)
    {
        if (definitionId.Split('@') is [var plain, var pinned])
        {
            var found = Pick(await ListAsync(caller, plain, cancellationToken), pinned);
            return found is null ? null : found with { IsEditable = false };
        }

        return Pick(await ListAsync(caller, definitionId, cancellationToken), options is { Length: > 0 } ? options : "Latest");
    }

    public async Task<DefinitionVersion?> FindByIdAsync(Caller caller, string versionId, CancellationToken cancellationToken) =>
        (await ListAsync(caller, null, cancellationToken)).FirstOrDefault(v => v.Id == versionId);

    /// <summary>Whether a version is one of those asked for; nothing asked for is all.</summary>
    public static bool Matches(DefinitionVersion version, string? options) => options switch
    {
        null or "" or "AllVersions" => true,
        "Latest" => version.IsLatest,
        "Published" => version.IsPublished,
        "Draft" => version.IsLatest && version.IsDraft,
        "LatestOrPublished" => version.IsLatest || version.IsPublished,
        "LatestAndPublished" => version.IsLatest && version.IsPublished,
        _ when int.TryParse(options, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => version.Row.Version == number,
        _ => throw new InputException("DSG-402", "versionOptions", "versionOptions is Latest, Published, Draft, LatestOrPublished, "
            + "LatestAndPublished, AllVersions or a version number."),
    };

    /// <summary>Of several, the published one before a draft, the newest before others, as Elsa chooses.</summary>
    private static DefinitionVersion? Pick(IReadOnlyList<DefinitionVersion> versions, string options) => versions
        .Where(v => Matches(v, options))
        .OrderByDescending(v => options == "LatestOrPublished" && v.IsPublished).ThenByDescending(v => v.IsLatest)
        .ThenByDescending(v => v.Row.Version).FirstOrDefault();

    private IEnumerable<DefinitionVersion> Judge(IReadOnlyList<DefinitionRow> rows, Caller caller)
    {
        var nowAt = clock.UtcNow();
        var effective = rows.Where(r => r.State?.IsApproved() == true && r.EffectiveFromAt <= nowAt).MaxBy(r => r.Version);
        var own = rows.FirstOrDefault(r => r.DraftId is not null && r.AuthorId == caller.UserId);
        var latest = own ?? rows.Where(r => r.IsStanding).MaxBy(r => r.Version) ?? rows.MaxBy(r => r.UpdatedAt);
        return rows.Select(r => new DefinitionVersion(
            r, r == latest, r == effective, r == own && caller.May(Permissions.WorkflowsEdit)));
    }
}
