using Jint.Runtime;

namespace Becs.Workflows.Expressions;

/// <summary>The clock scripts see: it stands still at the burst's instant, in UTC.</summary>
internal sealed class BurstTimeSystem(DateTime nowUtc) : DefaultTimeSystem(TimeZoneInfo.Utc, System.Globalization.CultureInfo.InvariantCulture)
{
    public override DateTimeOffset GetUtcNow() => new(nowUtc, TimeSpan.Zero);
}
