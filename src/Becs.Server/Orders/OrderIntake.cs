using System.Globalization;
using Becs.Domain.Orders;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Becs.Domain.Sites;
using Becs.Persistence.ReadModel;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Patients;
using Becs.Server.Shell.Session;
using FluentValidation;

namespace Becs.Server.Orders;

/// <summary>What the order page sends: who the patient is, and what is ordered.</summary>
public sealed record OrderSlip(RegisterPatientRequest Patient, PlaceOrderRequest Order, Guid OperationId)
{
    public override string ToString() => "order slip";
}

/// <summary>The order pages' way to orders and patients: the API's requests and checks. Patient and order are one commit.</summary>
public sealed class OrderIntake(
    PageCaller caller, OperationRunner runner, IServiceScopeFactory scopes, IValidator<RegisterPatientRequest> patientFields,
    IValidator<PlaceOrderRequest> orderFields)
{
    public const int PageSize = 50;

    /// <summary>Orders this person's site placed or serves, latest first.</summary>
    public async Task<IReadOnlyList<OrderRow>?> ListAsync(CancellationToken cancellationToken = default)
    {
        var now = await caller.ReadAsync(cancellationToken);
        if (now is not { Site: { } site } || !now.May(Permissions.OrdersRead))
        {
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<OrderQueries>().ListAsync(site.Id, null, null, 0, PageSize, cancellationToken);
        return found.Items;
    }

    /// <summary>Sites that have stock.</summary>
    public async Task<IReadOnlyList<Site>> SuppliersAsync(CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ISites>().AllAsync(cancellationToken);
    }

    /// <exception cref="FieldsRefusedException">A field is missing or cannot be; names each.</exception>
    /// <exception cref="RuleException">ORD-110: the hospital number is another person's.</exception>
    public async Task<OrderPlacedAnswer> PlaceAsync(OrderSlip slip, CancellationToken cancellationToken = default)
    {
        var patientResult = await patientFields.ValidateAsync(slip.Patient, cancellationToken);
        var orderResult = await orderFields.ValidateAsync(slip.Order with { PatientId = slip.OperationId }, cancellationToken);
        if (!patientResult.IsValid || !orderResult.IsValid)
        {
            throw PageFields.Refused(new([.. patientResult.Errors, .. orderResult.Errors]));
        }

        var operation = await caller.OperationAsync("order.place", slip.OperationId, body: slip);
        var answer = await runner.RunAsync(operation with { Permission = Permissions.OrdersPlace }, async (scope, token) =>
        {
            var patient = await KnownAsync(scope, slip.Patient, token)
                ?? (await scope.GetRequiredService<PatientRecords>().RegisterAsync(slip.Patient.ToIdentity(), token)).Id;
            return OrderPlacedAnswer.Of(await slip.Order.PlaceAsync(scope, patient, token));
        }, cancellationToken);
        return answer.Value ?? throw new ConflictException("ORD-409", "The order was received and waits for help: see the incident.");
    }

    /// <summary>The patient with this wristband number: never by name alone, and never if the birth date disagrees.</summary>
    private static async Task<PatientId?> KnownAsync(IServiceProvider scope, RegisterPatientRequest asked, CancellationToken ct)
    {
        var personal = scope.GetRequiredService<IPersonalRecords>();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["hospitalNumber"] = asked.HospitalNumber.Trim() };
        foreach (var person in await personal.SearchAsync(SubjectKinds.Patient, fields, Paging.MaxPageSize, ct))
        {
            var identity = await personal.GetAsync<PatientIdentity>(person, PatientIdentity.Kind, person.Id, ct);
            if (identity is null || !Same(identity.HospitalNumber, asked.HospitalNumber))
            {
                continue;
            }

            return identity.BirthDate == asked.BirthDate && Same(identity.FamilyName, asked.FamilyName)
                ? new PatientId(person.Id)
                : throw new RuleException("ORD-110", $"The hospital number belongs to another patient record, patient:{person.Id:D}. "
                    + "Compare wristband and request before anything is ordered.");
        }

        return null;
    }

    private static bool Same(string one, string other) =>
        string.Compare(one.Trim(), other.Trim(), CultureInfo.InvariantCulture, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) == 0;
}
