using Becs.Domain.Accounts;

namespace Becs.Server.Accounts;

/// <summary>Who is trained for what and until when, what needs somebody first.</summary>
public static class TrainingList
{
    /// <summary>Days before its last day at which a record is shown as running out.</summary>
    public const int SoonDays = 30;

    /// <summary>One line for each account and permission that has a record, or needs one: missing, expired, running out, valid; the oldest end first.</summary>
    /// <param name="accounts">Those who may sign in.</param>
    /// <param name="gates">What needs training.</param>
    /// <param name="records">Those that were not ended.</param>
    /// <param name="day">Today at the site of who reads it.</param>
    public static IReadOnlyList<TrainingLine> Of(
        IEnumerable<Account> accounts, IEnumerable<TrainingGate> gates, IEnumerable<TrainingRecord> records, DateOnly day)
    {
        var gated = gates.Where(g => g.IsGated).Select(g => g.Permission).ToHashSet(StringComparer.Ordinal);
        var longest = records.GroupBy(r => (r.AccountId, r.Permission)).ToDictionary(g => g.Key, g => g.MaxBy(r => r.ValidUntil)!);
        var of = longest.Values.ToLookup(r => r.AccountId);
        return [.. accounts.SelectMany(a => of[a.Id].Select(r => r.Permission).Union(gated.Where(a.Permissions.Contains))
                .Select(p => Line(a, p, longest.GetValueOrDefault((a.Id, p)), gated.Contains(p) && a.Permissions.Contains(p), day)))
            .OrderBy(l => l.Standing).ThenByDescending(l => l.IsNeeded).ThenBy(l => l.ValidUntil)
            .ThenBy(l => l.UserName, StringComparer.Ordinal).ThenBy(l => l.Permission, StringComparer.Ordinal)];
    }

    private static TrainingLine Line(Account account, string permission, TrainingRecord? record, bool isNeeded, DateOnly day) => new(
        account.Id, account.UserName, account.PrintedName, permission, isNeeded,
        record is null ? TrainingStanding.Missing
            : record.ValidUntil < day ? TrainingStanding.Expired
            : record.ValidUntil < day.AddDays(SoonDays) ? TrainingStanding.EndsSoon
            : TrainingStanding.Valid,
        record?.TrainedOn, record?.ValidUntil, record?.Evidence, record?.RecordedByName);
}

/// <summary>How somebody stands with a training, the worst first.</summary>
public enum TrainingStanding
{
    Missing,
    Expired,
    EndsSoon,
    Valid,
}

/// <summary>How one account stands with the training for one permission.</summary>
/// <param name="IsNeeded">Its roles grant the permission, and it needs training.</param>
/// <param name="TrainedOn">Of the record that lasts longest; null when there is none.</param>
public sealed record TrainingLine(
    Guid AccountId, string UserName, string PrintedName, string Permission, bool IsNeeded, TrainingStanding Standing,
    DateOnly? TrainedOn, DateOnly? ValidUntil, string? Evidence, string? RecordedBy);
