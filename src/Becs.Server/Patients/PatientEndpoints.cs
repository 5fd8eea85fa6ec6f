using System.Globalization;
using Becs.Domain.Patients;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Operations;

namespace Becs.Server.Patients;

internal static class PatientEndpoints
{
    public static void MapPatients(this IEndpointRouteBuilder api)
    {
        var patients = api.MapGroup("/patients").WithTags("patients");
        patients.MapPost("/", RegisterAsync).RequirePermission(Permissions.OrdersPlace).Validate<RegisterPatientRequest>()
            .WithSummary("Registers a recipient.").Produces<PatientRegisteredAnswer>(StatusCodes.Status201Created);
        patients.MapGet("/", ListAsync).RequirePermission(Permissions.PatientsRead)
            .WithSummary("Recipients, latest registered first. Names are searched with POST /api/patients/search.")
            .Produces<PageOf<PatientListItem>>();
        patients.MapPost("/search", SearchAsync).RequirePermission(Permissions.PatientsRead).Validate<SearchPatientsRequest>()
            .WithSummary("Recipients whose names, birth date or hospital number match, best first.").Produces<PageOf<PatientListItem>>();
        patients.MapGet("/{id:guid}", GetAsync).RequirePermission(Permissions.PatientsRead).WithSummary("One recipient.")
            .Produces<PatientAnswer>().ProducesProblem(404);
        Facts(patients);
    }

    private static void Facts(RouteGroupBuilder patients)
    {
        Fact<ReceivePatientSampleRequest>(
            patients, "samples", Permissions.CrossmatchEnter, "A pretransfusion sample arrived.", r => r.OperationId,
            async (records, id, r, ct) => (await records.ReceiveSampleAsync(
                id, r.SampleCode, r.DrawnAt.UtcDateTime, r.CollectorCode, r.TwoIdentifiersAgree, r.RecentExposure, ct)).Id);
        Fact<RecordTypingRequest>(
            patients, "typings", Permissions.CrossmatchEnter, "Records one determination of ABO and RhD.", r => r.OperationId,
            async (records, id, r, ct) => (await records.RecordTypingAsync(id, r.SampleId, r.Abo, r.RhD, r.IsWeakD, ct)).Id);
        Fact<RecordScreenRequest>(
            patients, "screens", Permissions.CrossmatchEnter, "Records an antibody screen.", r => r.OperationId,
            async (records, id, r, ct) => (await records.RecordScreenAsync(id, r.SampleId, r.IsPositive, ct)).Id);
        Fact<RecordAntibodyRequest>(
            patients, "antibodies", Permissions.CrossmatchEnter, "Records an antibody, found now or known.", r => r.OperationId,
            async (records, id, r, ct) =>
                (await records.RecordAntibodyAsync(id, r.Antigen, r.IsClinicallySignificant, r.IsHistorical, ct)).Id);

        // Whoever orders for the patient or tests the patient may; the domain tells which.
        patients.MapPost("/{id:guid}/needs", NeedAsync).RequirePermission(Permissions.PatientsRead).Validate<RecordNeedRequest>()
            .WithSummary("Records what blood for the patient must be.").Produces<PatientFactAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(404);
    }

    private static void Fact<T>(
        RouteGroupBuilder patients, string path, string permission, string summary, Func<T, Guid?> operationId,
        Func<PatientRecords, PatientId, T, CancellationToken, Task<Guid>> record)
        where T : class =>
        patients.MapPost($"/{{id:guid}}/{path}", async (Guid id, T request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
                (await runner.RunAsync(
                    http.Operation($"patient.{path}", operationId(request), body: new { id, request }) with { Permission = permission },
                    async (scope, token) => new PatientFactAnswer(
                        id, await record(scope.GetRequiredService<PatientRecords>(), new PatientId(id), request, token)),
                    ct)).ToResult(answer => Results.Created($"/api/patients/{id:D}", answer)))
            .RequirePermission(permission).Validate<T>().WithSummary(summary)
            .Produces<PatientFactAnswer>(StatusCodes.Status201Created).ProducesProblem(404);

    private static async Task<IResult> RegisterAsync(
        RegisterPatientRequest request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
        (await runner.RunAsync(
            http.Operation("patient.register", request.OperationId, body: request) with { Permission = Permissions.OrdersPlace },
            async (scope, token) =>
            {
                var patient = await scope.GetRequiredService<PatientRecords>().RegisterAsync(request.ToIdentity(), token);
                return new PatientRegisteredAnswer(patient.Id.Value, patient.PatientNumber);
            }, ct)).ToResult(answer => Results.Created($"/api/patients/{answer.Id:D}", answer));

    private static async Task<IResult> NeedAsync(
        Guid id, RecordNeedRequest request, OperationRunner runner, HttpContext http, CancellationToken ct) =>
        (await runner.RunAsync(
            http.Operation("patient.needs", request.OperationId, body: new { id, request }) with { Permission = Permissions.PatientsRead },
            async (scope, token) =>
            {
                var from = request.FromDate ?? scope.GetRequiredService<ICurrentOperation>().Context.SiteToday;
                var need = await scope.GetRequiredService<PatientRecords>()
                    .RecordNeedAsync(new PatientId(id), request.Code, from, request.UntilDate, token);
                return new PatientFactAnswer(id, need.Id);
            }, ct)).ToResult(answer => Results.Created($"/api/patients/{id:D}", answer));

    private static async Task<IResult> ListAsync(
        [AsParameters] Paging paging, string? patientNumber, PatientQueries patients, IPersonalRecords personal, CancellationToken ct)
    {
        var found = await patients.ListAsync(patientNumber, paging.Skip, paging.Size, ct);
        return Results.Ok(paging.Of(await NamedAsync(found.Items, personal, ct), found.TotalCount));
    }

    private static async Task<IResult> SearchAsync(
        SearchPatientsRequest request, [AsParameters] Paging paging, PatientQueries patients, IPersonalRecords personal, CancellationToken ct)
    {
        var fields = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["family"] = request.FamilyName,
            ["given"] = request.GivenName,
            ["birthDate"] = request.BirthDate?.ToString("O", CultureInfo.InvariantCulture),
            ["hospitalNumber"] = request.HospitalNumber,
        }.Where(f => !string.IsNullOrWhiteSpace(f.Value)).ToDictionary(f => f.Key, f => f.Value!, StringComparer.Ordinal);
        var persons = await personal.SearchAsync(SubjectKinds.Patient, fields, Paging.MaxPageSize, ct);
        var page = paging.Cut([.. persons.Select(p => p.Id)]);
        return Results.Ok(paging.Of(await NamedAsync(await patients.FindAsync([.. page.Items], ct), personal, ct), page.TotalCount));
    }

    private static async Task<IResult> GetAsync(Guid id, PatientQueries patients, IPersonalRecords personal, CancellationToken ct)
    {
        var record = await patients.FindAsync(id, ct) ?? throw new NotFoundException("PAT-404", $"There is no patient {id:D}.");
        return Results.Ok(new PatientAnswer(await IdentityAsync(personal, id, ct), record));
    }

    private static async Task<List<PatientListItem>> NamedAsync(IReadOnlyList<PatientRow> rows, IPersonalRecords personal, CancellationToken ct)
    {
        var items = new List<PatientListItem>();
        foreach (var row in rows)
        {
            items.Add(PatientListItem.Of(row, await IdentityAsync(personal, row.Id, ct)));
        }

        return items;
    }

    private static Task<PatientIdentity?> IdentityAsync(IPersonalRecords personal, Guid id, CancellationToken ct) =>
        personal.GetAsync<PatientIdentity>(PersonRef.Of(new PatientId(id)), PatientIdentity.Kind, id, ct);
}
