using Becs.Domain.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Becs.Server.Designer.Definitions;

/// <summary>What Studio asks a list of definitions by.</summary>
internal sealed class DefinitionQuery
{
    private const int LastPage = 1_000_000;

    [FromQuery]
    public string? VersionOptions { get; init; }

    /// <summary>From 0.</summary>
    [FromQuery]
    public int? Page { get; init; }

    [FromQuery]
    public int? PageSize { get; init; }

    [FromQuery]
    public string? SearchTerm { get; init; }

    [FromQuery]
    public bool? IsSystem { get; init; }

    [FromQuery]
    public string? OrderBy { get; init; }

    [FromQuery]
    public string? OrderDirection { get; init; }

    [FromQuery]
    public string[]? DefinitionIds { get; init; }

    [FromQuery]
    public string[]? Ids { get; init; }

    public int Skip => Page is null or (>= 0 and <= LastPage)
        ? (Page ?? 0) * Math.Clamp(PageSize ?? 50, 1, 200)
        : throw new InputException("DSG-406", "page", $"page is from 0 to {LastPage}.");

    /// <summary>Newest first unless asked otherwise; the version and id make the order of equals stable.</summary>
    public IReadOnlyList<DefinitionVersion> Filter(IEnumerable<DefinitionVersion> all)
    {
        var found = all.Where(v => DefinitionShelf.Matches(v, VersionOptions) && IsSystem != true);
        found = DefinitionIds is { Length: > 0 } definitions ? found.Where(v => definitions.Contains(v.Row.DefinitionId)) : found;
        found = Ids is { Length: > 0 } ids ? found.Where(v => ids.Contains(v.Id)) : found;
        found = SearchTerm is { Length: > 0 } term
            ? found.Where(v => v.Row.Name.Contains(term, StringComparison.OrdinalIgnoreCase)
                || v.Row.DefinitionId.Contains(term, StringComparison.OrdinalIgnoreCase) || v.Id == term)
            : found;
        var ascending = OrderBy is "Name" ? OrderDirection != "Descending" : OrderDirection == "Ascending";
        var ordered = (OrderBy, ascending) switch
        {
            ("Name", true) => found.OrderBy(v => v.Row.Name, StringComparer.OrdinalIgnoreCase),
            ("Name", false) => found.OrderByDescending(v => v.Row.Name, StringComparer.OrdinalIgnoreCase),
            ("Version", true) => found.OrderBy(v => v.Row.Version),
            ("Version", false) => found.OrderByDescending(v => v.Row.Version),
            (_, true) => found.OrderBy(v => v.Row.CreatedAt),
            _ => found.OrderByDescending(v => v.Row.CreatedAt),
        };
        return [.. ordered.ThenByDescending(v => v.Row.Version).ThenBy(v => v.Id, StringComparer.Ordinal)];
    }
}
