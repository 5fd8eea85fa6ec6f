using Becs.Contracts.Patients;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Domain.Patients;

/// <summary>Registers recipients and records facts about them. Each raises the patient's safety version.</summary>
public sealed class PatientRecords(
    IPatients patients, IPersonalRecords personal, ISubjects subjects, IEventSink events, IIdGenerator ids, ICurrentOperation current)
{
    private OperationContext Operation => current.Context;

    public async Task<Patient> RegisterAsync(PatientIdentity identity, CancellationToken cancellationToken = default)
    {
        Operation.Demand(Permissions.OrdersPlace);
        Operation.DemandPerson();
        if (identity.BirthDate > Operation.SiteToday)
        {
            throw new InputException("PAT-001", "birthDate", "A birth date lies in the past.");
        }

        var id = new PatientId(ids.New());
        subjects.Create(id.Subject);
        var patient = new Patient(id, await patients.NextNumberAsync(cancellationToken), FactStamp.Of(Operation));
        patients.Add(patient);
        var person = PersonRef.Of(id);
        await personal.PutAsync(person, PatientIdentity.Kind, id.Value, identity, cancellationToken);
        await personal.IndexAsync(person, SearchFields(identity), cancellationToken);
        events.Raise(id.Subject, new PatientRegistered(id.Value));
        return patient;
    }

    /// <exception cref="InputException">PAT-002: drawn in the future; PAT-003: no collector.</exception>
    public async Task<PatientSample> ReceiveSampleAsync(
        PatientId id, string sampleCode, DateTime drawnAt, string collectorCode, bool twoIdentifiersAgree, RecentExposure recentExposure,
        CancellationToken cancellationToken = default)
    {
        DemandLaboratory();
        if (drawnAt > Operation.NowAt)
        {
            throw new InputException("PAT-002", "drawnAt", $"{id.Subject}: a sample cannot be drawn in the future.");
        }

        if (string.IsNullOrWhiteSpace(sampleCode) || string.IsNullOrWhiteSpace(collectorCode))
        {
            throw new InputException("PAT-003", "collectorCode", $"{id.Subject}: a sample has a number and a collector.");
        }

        var patient = await LoadAsync(id, cancellationToken);
        var sample = new PatientSample(
            ids.New(), id, sampleCode.Trim(), drawnAt, collectorCode.Trim(), twoIdentifiersAgree, recentExposure, FactStamp.Of(Operation));
        patient.Add(sample);
        subjects.Bump(id.Subject);
        events.Raise(id.Subject, new PatientSampleReceived(id.Value, sample.Id, drawnAt));
        return sample;
    }

    public async Task<PatientTyping> RecordTypingAsync(
        PatientId id, Guid sampleId, AboGroup abo, RhD rhD, bool isWeakD, CancellationToken cancellationToken = default)
    {
        DemandLaboratory();
        if (abo == AboGroup.Pooled || rhD == RhD.Pooled)
        {
            throw new InputException("PAT-004", "abo", $"{id.Subject}: a patient is no pool.");
        }

        var patient = await LoadAsync(id, cancellationToken);
        var typing = new PatientTyping(ids.New(), id, Sample(patient, sampleId).Id, abo, rhD, isWeakD, FactStamp.Of(Operation));
        patient.Add(typing);
        Changed(id);
        return typing;
    }

    public async Task<AntibodyScreen> RecordScreenAsync(
        PatientId id, Guid sampleId, bool isPositive, CancellationToken cancellationToken = default)
    {
        DemandLaboratory();
        var patient = await LoadAsync(id, cancellationToken);
        var screen = new AntibodyScreen(ids.New(), id, Sample(patient, sampleId).Id, isPositive, FactStamp.Of(Operation));
        patient.Add(screen);
        Changed(id);
        return screen;
    }

    public async Task<PatientAntibody> RecordAntibodyAsync(
        PatientId id, string antigen, bool isClinicallySignificant, bool isHistorical, CancellationToken cancellationToken = default)
    {
        DemandLaboratory();
        if (string.IsNullOrWhiteSpace(antigen))
        {
            throw new InputException("PAT-005", "antigen", $"{id.Subject}: name the antigen.");
        }

        var patient = await LoadAsync(id, cancellationToken);
        var antibody = new PatientAntibody(
            ids.New(), id, antigen.Trim(), isClinicallySignificant, isHistorical, FactStamp.Of(Operation));
        patient.Add(antibody);
        Changed(id);
        return antibody;
    }

    public async Task<SpecialNeed> RecordNeedAsync(
        PatientId id, string code, DateOnly fromDate, DateOnly? untilDate, CancellationToken cancellationToken = default)
    {
        if (!Operation.May(Permissions.OrdersPlace))
        {
            DemandLaboratory();
        }

        if (!SpecialNeedCodes.All.Contains(code))
        {
            throw new InputException("PAT-006", "code", $"There is no special need '{code}'.");
        }

        var patient = await LoadAsync(id, cancellationToken);
        var need = new SpecialNeed(ids.New(), id, code, fromDate, untilDate, FactStamp.Of(Operation));
        patient.Add(need);
        Changed(id);
        return need;
    }

    private static Dictionary<string, string> SearchFields(PatientIdentity identity) => new(StringComparer.Ordinal)
    {
        ["family"] = identity.FamilyName,
        ["given"] = identity.GivenName,
        ["birthDate"] = identity.BirthDate.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        ["hospitalNumber"] = identity.HospitalNumber,
    };

    private static PatientSample Sample(Patient patient, Guid sampleId) =>
        patient.Samples.FirstOrDefault(s => s.Id == sampleId)
        ?? throw new NotFoundException("PAT-404", $"{patient.Id.Subject} has no sample {sampleId:D}.");

    private async Task<Patient> LoadAsync(PatientId id, CancellationToken cancellationToken) =>
        await patients.FindAsync(id, cancellationToken) ?? throw new NotFoundException("PAT-404", $"There is no {id.Subject}.");

    private void DemandLaboratory()
    {
        Operation.Demand(Permissions.CrossmatchEnter);
        Operation.DemandPerson();
    }

    private void Changed(PatientId id)
    {
        subjects.Bump(id.Subject);
        events.Raise(id.Subject, new PatientImmunologyChanged(id.Value));
    }
}
