using Becs.Domain.Isbt128;

namespace Becs.Domain.Rules;

/// <summary>What comparing a group with the donor's history says.</summary>
public enum HistoricMatch
{
    /// <summary>Equal to every earlier confirmed donation.</summary>
    Confirmed,

    /// <summary>First-time donor, enough independent determinations agree.</summary>
    ConfirmedByDeterminations,

    /// <summary>First-time donor: another independent determination is needed before a label.</summary>
    NeedsDetermination,

    /// <summary>Different from history or determinations disagree: hold this donation and the sessions around
    /// it.</summary>
    Mismatch,
}

/// <summary>One determination or one earlier confirmed group.</summary>
public sealed record BloodGroup(AboGroup Abo, RhD RhD);

/// <summary>Historic check (domain.md 6.3).</summary>
public static class HistoricGroup
{
    /// <summary>The code under which a mismatch holds components.</summary>
    public const string MismatchCode = "ABO-HIST-MISMATCH";

    /// <summary>Compares.</summary>
    /// <param name="book">Rules of the day, for the determinations a first-time donor needs.</param>
    /// <param name="determinations">Independent determinations of this donation, at least one.</param>
    /// <param name="history">Groups of every earlier confirmed donation over merged records.</param>
    public static HistoricMatch Compare(
        RuleBook book, IReadOnlyCollection<BloodGroup> determinations, IReadOnlyCollection<BloodGroup> history)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(determinations);
        ArgumentNullException.ThrowIfNull(history);
        if (determinations.Concat(history).Distinct().Count() > 1)
        {
            return HistoricMatch.Mismatch;
        }

        if (determinations.Count > 0 && history.Count > 0)
        {
            return HistoricMatch.Confirmed;
        }

        var needed = book.All<ReactionStrengthRule>().Select(r => r.FirstTimeDeterminations).DefaultIfEmpty(2).Max();
        return determinations.Count >= needed ? HistoricMatch.ConfirmedByDeterminations
            : HistoricMatch.NeedsDetermination;
    }
}
