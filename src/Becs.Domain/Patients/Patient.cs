using Becs.Domain.Shared;

namespace Becs.Domain.Patients;

/// <summary>
/// A recipient: samples, determinations, antibodies, needs. Facts are only added; every addition raises the patient's safety version, so that
/// an issue decided before it fails. Who it is stands only in the erasable store (<see cref="PatientIdentity"/>).
/// </summary>
public sealed class Patient
{
    private readonly List<PatientSample> _samples = [];
    private readonly List<PatientTyping> _typings = [];
    private readonly List<AntibodyScreen> _screens = [];
    private readonly List<PatientAntibody> _antibodies = [];
    private readonly List<SpecialNeed> _needs = [];

    private Patient()
    {
    }

    internal Patient(PatientId id, string patientNumber, FactStamp registered)
    {
        Id = id;
        PatientNumber = patientNumber;
        Registered = registered;
    }

    public PatientId Id { get; private set; }

    /// <summary>Number of this system for the record: unique, says nothing about the person.</summary>
    public string PatientNumber { get; private set; } = "";

    public FactStamp Registered { get; private set; } = null!;

    public IReadOnlyList<PatientSample> Samples => _samples;

    public IReadOnlyList<PatientTyping> Typings => _typings;

    public IReadOnlyList<AntibodyScreen> Screens => _screens;

    public IReadOnlyList<PatientAntibody> Antibodies => _antibodies;

    public IReadOnlyList<SpecialNeed> Needs => _needs;

    /// <summary>An antibody once found counts for ever: it may have fallen below detection (domain.md 8.1).</summary>
    public IReadOnlyList<PatientAntibody> SignificantAntibodies => [.. _antibodies.Where(a => a.IsClinicallySignificant)];

    public PatientSample? LatestSample => _samples.MaxBy(s => s.DrawnAt);

    public IReadOnlyList<SpecialNeed> NeedsOn(DateOnly day) => [.. _needs.Where(n => n.AppliesOn(day))];

    internal void Add(PatientSample fact) => _samples.Add(fact);

    internal void Add(PatientTyping fact) => _typings.Add(fact);

    internal void Add(AntibodyScreen fact) => _screens.Add(fact);

    internal void Add(PatientAntibody fact) => _antibodies.Add(fact);

    internal void Add(SpecialNeed fact) => _needs.Add(fact);
}
