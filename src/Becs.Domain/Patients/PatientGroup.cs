using Becs.Domain.Isbt128;

namespace Becs.Domain.Patients;

/// <summary>How sure a patient's group is.</summary>
public enum PatientGroupStanding
{
    Unknown,

    /// <summary>One determination: no blood may depend on it that would harm if it were wrong (domain.md 8.2).</summary>
    Single,

    /// <summary>Two or more, all alike.</summary>
    Confirmed,

    /// <summary>They differ: a sample was mixed up, now or before. Treated as unknown until resolved.</summary>
    Discordant,
}

/// <summary>A patient's group as all determinations together give it.</summary>
/// <param name="Standing">How sure it is.</param>
/// <param name="Abo">Null unless single or confirmed.</param>
/// <param name="RhD">For transfusion; null unless single or confirmed.</param>
public sealed record PatientGroup(PatientGroupStanding Standing, AboGroup? Abo, RhD? RhD)
{
    public static PatientGroup Of(Patient patient)
    {
        var typings = patient.Typings;
        if (typings.Count == 0)
        {
            return new PatientGroup(PatientGroupStanding.Unknown, null, null);
        }

        var first = typings[0];
        if (typings.Any(t => t.Abo != first.Abo || t.RhD != first.RhD))
        {
            return new PatientGroup(PatientGroupStanding.Discordant, null, null);
        }

        var standing = typings.Count > 1 ? PatientGroupStanding.Confirmed : PatientGroupStanding.Single;
        return new PatientGroup(standing, first.Abo, first.RhD);
    }
}
