using System.Globalization;
using Becs.Contracts.Donors;
using Becs.Domain.Shared;

namespace Becs.Domain.Donors;

/// <summary>Makes a donor record, unless the person certainly has one.</summary>
public sealed class RegisterDonor(
    IDonors donors,
    FindDuplicates duplicates,
    IPersonalRecords personal,
    ISubjects subjects,
    IEventSink events,
    ICurrentOperation operation,
    IIdGenerator ids)
{
    private const int OldestYears = 120;

    /// <exception cref="InputException">DON-002 to DON-004: a name, birth date or address date that cannot be.</exception>
    /// <exception cref="RuleException">DON-001: the person is registered; facts name the record.</exception>
    public async Task<RegisteredDonor> ExecuteAsync(DonorIdentity identity, CancellationToken cancellationToken = default)
    {
        var context = operation.Context;
        context.Demand(Permissions.DonorsRegister);
        Check(identity, context.SiteToday);
        var candidates = await duplicates.ExecuteAsync(identity, cancellationToken);
        if (candidates.FirstOrDefault(c => c.IsCertain) is { } same)
        {
            throw new RuleException(
                "DON-001", $"This person is registered as {same.DonorId.Subject}.", new Dictionary<string, string>
                {
                    ["donorId"] = same.DonorId.Value.ToString("D"),
                    ["feature"] = same.Features[0],
                });
        }

        var number = await donors.NextNumberAsync(cancellationToken);
        var donor = new Donor(new DonorId(ids.New()), number, FactStamp.Of(context));
        var person = PersonRef.Of(donor.Id);
        subjects.Create(donor.Id.Subject);
        donors.Add(donor);
        await personal.PutAsync(person, DonorRecords.Identity, donor.Id.Value, identity, cancellationToken);
        await personal.IndexAsync(person, Index(identity, number), cancellationToken);
        events.Raise(donor.Id.Subject, new DonorRegistered(donor.Id.Value, number));
        return new RegisteredDonor(donor, candidates);
    }

    private static void Check(DonorIdentity identity, DateOnly today)
    {
        if (IdentityComparison.Normalise(identity.FamilyName).Length == 0)
        {
            throw new InputException("DON-002", "familyName", "A family name is needed.");
        }

        if (IdentityComparison.Normalise(identity.GivenName).Length == 0)
        {
            throw new InputException("DON-002", "givenName", "A given name is needed.");
        }

        if (identity.BirthDate > today || identity.BirthDate < today.AddYears(-OldestYears))
        {
            throw new InputException("DON-003", "birthDate", "The birth date lies in the future or too far in the past.");
        }

        if (identity.AddressValidUntil < today)
        {
            throw new InputException("DON-004", "addressValidUntil", "The address must be valid today.");
        }
    }

    private static Dictionary<string, string> Index(DonorIdentity identity, string number)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [DonorFields.Family] = string.Join(' ', identity.FormerFamilyNames.Prepend(identity.FamilyName)),
            [DonorFields.Given] = identity.GivenName,
            [DonorFields.BirthDate] = identity.BirthDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            [DonorFields.DonorNumber] = number,
        };
        if (!string.IsNullOrWhiteSpace(identity.NationalId))
        {
            fields[DonorFields.NationalId] = identity.NationalId;
        }

        if (!string.IsNullOrWhiteSpace(identity.Phone))
        {
            fields[DonorFields.Phone] = identity.Phone;
        }

        return fields;
    }
}

/// <summary>The new record, and records that resemble it: a person looks at those.</summary>
public sealed record RegisteredDonor(Donor Donor, IReadOnlyList<DuplicateCandidate> Candidates);
