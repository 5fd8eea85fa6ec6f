using Becs.Domain.Donors;
using Becs.Domain.Shared;
using Becs.Server.Hosting;
using Becs.Server.Operations;
using Becs.Server.Shell.Session;
using FluentValidation;

namespace Becs.Server.Donors;

/// <summary>The registration page's way to the donor registry: the API's request, the API's checks, the same operation.</summary>
public sealed class DonorIntake(PageCaller caller, OperationRunner runner, IValidator<RegisterDonorRequest> validator)
{
    /// <param name="request">Who the donor is; its operation id stays the same when the page sends it again.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    /// <exception cref="FieldsRefusedException">A field is missing or cannot be; names each.</exception>
    /// <exception cref="RuleException">DON-001: the person certainly has a record; facts name it.</exception>
    public async Task<DonorRegisteredAnswer> RegisterAsync(RegisterDonorRequest request, CancellationToken cancellationToken = default)
    {
        var checkedFields = await validator.ValidateAsync(request, cancellationToken);
        if (!checkedFields.IsValid)
        {
            throw PageFields.Refused(checkedFields);
        }

        var operation = await caller.OperationAsync("donor.register", request.OperationId, body: request);
        var answer = await runner.RunAsync(operation with { Permission = Permissions.DonorsRegister }, async (scope, token) =>
        {
            var made = await scope.GetRequiredService<RegisterDonor>().ExecuteAsync(request.ToIdentity(), token);
            return DonorRegisteredAnswer.Of(made);
        }, cancellationToken);
        return answer.Value ?? throw new ConflictException("DON-409", "The registration was received and waits for help: see the incident.");
    }
}
