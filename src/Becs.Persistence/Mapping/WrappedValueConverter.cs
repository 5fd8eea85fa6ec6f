using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Becs.Persistence.Mapping;

/// <summary>Stores a wrapped value (<see cref="WrappedValues"/>) as what it wraps.</summary>
internal sealed class WrappedValueConverter<TWrapped, TInner>() : ValueConverter<TWrapped, TInner>(
    (Expression<Func<TWrapped, TInner>>)Wrapped.Out, (Expression<Func<TInner, TWrapped>>)Wrapped.In)
{
    private static WrappedValue Wrapped { get; } = WrappedValues.All.Single(w => w.Type == typeof(TWrapped));
}
