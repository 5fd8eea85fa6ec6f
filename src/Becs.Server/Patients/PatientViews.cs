using Becs.Server.Hosting;
using Becs.Server.Shell.Lists;

namespace Becs.Server.Patients;

/// <summary>A recipient as the page shows it, to those who may know who it is.</summary>
/// <param name="Name">Null when the person was erased.</param>
/// <param name="Standing">How sure the blood group is, in words.</param>
public sealed record PatientView(
    Guid Id,
    string PatientNumber,
    string? Name,
    DateOnly? BirthDate,
    string? Sex,
    string? HospitalNumber,
    string BloodGroup,
    string Standing,
    Tone StandingTone,
    IReadOnlyList<PatientFact> Groups,
    IReadOnlyList<PatientFact> Antibodies,
    IReadOnlyList<PatientNeed> Needs,
    IReadOnlyList<PatientSampleLine> Samples,
    IReadOnlyList<PatientOrderLine> Orders,
    IReadOnlyList<PatientUnitLine> Units);

/// <summary>One determination or finding.</summary>
public sealed record PatientFact(string What, DateTime At, string Who);

/// <summary>What blood for the patient must be, and when.</summary>
public sealed record PatientNeed(string What, DateOnly From, DateOnly? Until, bool IsInForce);

/// <summary>A pretransfusion sample, how long it serves and what was found on it.</summary>
public sealed record PatientSampleLine(string Code, DateTime DrawnAt, DateTime? ValidUntilAt, bool IsValid, string Findings);

/// <summary>An order for the patient that concerns the person's site.</summary>
public sealed record PatientOrderLine(Guid Id, string Number, string State, Tone Tone, DateTime NeededByAt);

/// <summary>A bag issued for the patient, and what became of it.</summary>
public sealed record PatientUnitLine(string Din, string DinShown, string ProductCode, string Product, DateTime IssuedAt, string Fate, Tone Tone);

/// <summary>What a patient is searched by. It goes to the server in the circuit, never in an address.</summary>
public sealed record PatientSearch(
    string PatientNumber = "", string FamilyName = "", string GivenName = "", DateOnly? BirthDate = null, string HospitalNumber = "")
{
    public bool IsEmpty => this == new PatientSearch();

    public override string ToString() => "patient search";
}

/// <summary>A patient found: enough to tell two people apart, shown only to those who may read patients.</summary>
/// <param name="Name">Empty once the patient's data are erased.</param>
public sealed record PatientLine(Guid Id, string PatientNumber, string Name, DateOnly? BirthDate, string HospitalNumber, DateTime RegisteredAt);

/// <summary>Seam between the patient pages and the read model.</summary>
public interface IPatientPages
{
    /// <summary>Most patients a search finds: more means the search was too wide.</summary>
    const int MostFound = 100;

    Task<PageOf<PatientLine>> SearchAsync(PatientSearch search, int page, int pageSize, CancellationToken cancellationToken = default);

    Task<PatientView?> FindAsync(Guid patient, CancellationToken cancellationToken = default);
}
