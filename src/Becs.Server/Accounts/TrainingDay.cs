using System.Globalization;

namespace Becs.Server.Accounts;

/// <summary>A day of a training record as pages show it.</summary>
public static class TrainingDay
{
    public static string Show(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
