using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Operations;
using FluentValidation;

namespace Becs.Server.Hosting.Clocks;

/// <summary>Exactly one of the two.</summary>
/// <param name="Set">Time to move to (UTC, with <c>Z</c> or an offset).</param>
/// <param name="AdvanceSeconds">Or how far to move on, up to ten years.</param>
/// <param name="OperationId">Makes a repeated call safe.</param>
public sealed record MoveClockRequest(DateTimeOffset? Set = null, long? AdvanceSeconds = null, Guid? OperationId = null);

public sealed class MoveClockRequestValidator : AbstractValidator<MoveClockRequest>
{
    public MoveClockRequestValidator()
    {
        RuleFor(r => r.AdvanceSeconds).InclusiveBetween(0, 10L * 366 * 86_400).When(r => r.AdvanceSeconds is not null);
        RuleFor(r => r.Set).Must((r, _) => r.Set is null != r.AdvanceSeconds is null).WithMessage("Give either set or advanceSeconds.");
    }
}

internal static class ClockEndpoints
{
    public static void MapDevClock(this IEndpointRouteBuilder api)
    {
        var clock = api.MapGroup("/dev/clock").WithTags("clock");
        clock.MapGet("/", (BecsSettings settings, TimeProvider time) => Results.Ok(new ClockState(settings.ClockMode, time.UtcNow())))
            .RequireAuthorization().WithSummary("What the clock says, and whether it is virtual.").Produces<ClockState>();
        clock.MapPost("/", MoveAsync).Validate<MoveClockRequest>().RequirePermission(Permissions.SystemOperate)
            .WithSummary("Moves the virtual clock forward; due timers fire in order before the answer.")
            .Produces<ClockMoved>().ProducesProblem(409);
    }

    private static async Task<IResult> MoveAsync(MoveClockRequest request, ClockMover mover, HttpContext http, CancellationToken ct) =>
        Results.Ok(await mover.MoveAsync(http.Operation("clock.move", request.OperationId, body: request), request, ct));
}
