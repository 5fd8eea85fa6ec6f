using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Becs.Persistence.Mapping;

/// <summary>SQLite has no instant: UTC microseconds since 1970 as INTEGER sort, compare and keep what PostgreSQL keeps.</summary>
internal sealed class UtcMicroseconds() : ValueConverter<DateTime, long>(d => ToStored(d), s => FromStored(s))
{
    public static long ToStored(DateTime value) => (value.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTime FromStored(long stored) => DateTime.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond);
}

/// <summary>PostgreSQL keeps microseconds: what is finer would make a value differ from itself after a round trip.</summary>
internal sealed class WholeMicroseconds() : ValueConverter<DateTime, DateTime>(
    d => UtcMicroseconds.FromStored(UtcMicroseconds.ToStored(d)), d => DateTime.SpecifyKind(d, DateTimeKind.Utc))
{
}
