using Microsoft.EntityFrameworkCore;

namespace Becs.Persistence.ReadModel;

/// <summary>One part of a list, and how long the whole list is.</summary>
public sealed record Rows<T>(IReadOnlyList<T> Items, long TotalCount);

internal static class RowsExtensions
{
    /// <summary>Most rows one read gives, whatever is asked.</summary>
    public const int Most = 500;

    /// <summary>Counts the list and reads one part of it.</summary>
    public static async Task<Rows<T>> CutAsync<T>(this IQueryable<T> ordered, int skip, int take, CancellationToken cancellationToken)
    {
        var count = await ordered.LongCountAsync(cancellationToken);
        return new Rows<T>(await ordered.Skip(skip).Take(Math.Clamp(take, 1, Most)).ToListAsync(cancellationToken), count);
    }

    public static Rows<TOut> Select<TIn, TOut>(this Rows<TIn> rows, Func<TIn, TOut> map) =>
        new([.. rows.Items.Select(map)], rows.TotalCount);
}
