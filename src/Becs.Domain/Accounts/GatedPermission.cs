using Becs.Domain.Shared;

namespace Becs.Domain.Accounts;

/// <summary>A permission that needs training, and when one account was trained for it.</summary>
/// <param name="Permission">The permission.</param>
/// <param name="Periods">First and last day of each record that was not ended.</param>
public sealed record GatedPermission(string Permission, IReadOnlyList<TrainingPeriod> Periods)
{
    /// <summary>The only permission that is gated and yet never taken away: what is done without training is flagged instead.</summary>
    public const string OnlyFlagged = Permissions.UnitsIssueEmergency;

    public bool IsTrainedOn(DateOnly day) => Periods.Any(p => p.TrainedOn <= day && day <= p.ValidUntil);

    /// <summary>What somebody really may do on a day, and what they may not for want of training.</summary>
    /// <param name="granted">What their roles grant.</param>
    /// <param name="gated">What needs training.</param>
    /// <param name="day">The day at the site.</param>
    /// <returns>What is held; and what is granted without valid training, held or not.</returns>
    public static (IReadOnlySet<string> Held, IReadOnlySet<string> Untrained) On(
        IReadOnlySet<string> granted, IReadOnlyList<GatedPermission> gated, DateOnly day)
    {
        var untrained = gated.Where(g => granted.Contains(g.Permission) && !g.IsTrainedOn(day)).Select(g => g.Permission).ToHashSet(StringComparer.Ordinal);
        return untrained.Count == 0 ? (granted, untrained)
            : (granted.Where(p => p == OnlyFlagged || !untrained.Contains(p)).ToHashSet(StringComparer.Ordinal), untrained);
    }
}

/// <param name="TrainedOn">The first day it counts.</param>
/// <param name="ValidUntil">The last.</param>
public readonly record struct TrainingPeriod(DateOnly TrainedOn, DateOnly ValidUntil);
