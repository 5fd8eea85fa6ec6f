using Becs.Domain.Shared;
using Microsoft.AspNetCore.Mvc;

namespace Becs.Server.Hosting;

/// <summary>Which part of a list is asked for: <c>?page=1&amp;pageSize=50</c>. Every list has this limit.</summary>
public sealed class Paging
{
    public const int MaxPageSize = 200;
    public const int MaxPage = 1_000_000;

    [FromQuery(Name = "page")]
    public int? Page { get; init; }

    [FromQuery(Name = "pageSize")]
    public int? PageSize { get; init; }

    public int Number => Page is null or (>= 1 and <= MaxPage)
        ? Page ?? 1
        : throw new InputException("INP-402", "page", $"page must be from 1 to {MaxPage}.");

    public int Size => PageSize is null or (>= 1 and <= MaxPageSize)
        ? PageSize ?? 50
        : throw new InputException("INP-403", "pageSize", $"pageSize must be from 1 to {MaxPageSize}.");

    public int Skip => (Number - 1) * Size;

    public PageOf<T> Of<T>(IReadOnlyList<T> items, long totalCount) => new(items, Number, Size, totalCount);

    /// <summary>Pages a short list that is wholly in memory.</summary>
    public PageOf<T> Cut<T>(IReadOnlyCollection<T> all) => Of(all.Skip(Skip).Take(Size).ToList(), all.Count);
}

/// <summary>One page of a list.</summary>
public sealed record PageOf<T>(IReadOnlyList<T> Items, int Page, int PageSize, long TotalCount);
