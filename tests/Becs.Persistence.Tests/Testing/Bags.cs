using Becs.Domain.Components;
using Becs.Domain.Gates;
using Becs.Domain.Isbt128;
using Becs.Domain.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Persistence.Tests.Testing;

/// <summary>Makes bags and decisions for the suites, as the domain makes them.</summary>
internal static class Bags
{
    public static Unit Make(IServiceProvider services, string productCode = "E0336V00", UnitId? parent = null)
    {
        var operation = services.GetRequiredService<ICurrentOperation>().Context;
        var ids = services.GetRequiredService<IIdGenerator>();
        var id = new UnitId(ids.New());
        var unit = new Unit(
            id, new DonationId(ids.New()), ComponentClass.RedCells,
            new UnitLabel(ids.New(), DonationNumber.FromValue("W123426000001"), ProductCode.Parse(productCode), operation.NowAt), 320,
            operation.NowAt.AddDays(-1), new UnitProcessing { MethodCode = "PRP", ProducedAt = operation.NowAt.AddHours(-20), WeightG = 350 },
            operation.NowAt.AddDays(41), "America/New_York", operation.SiteId, FactStamp.Of(operation));
        if (parent is { } from)
        {
            unit.Descend(from);
        }

        unit.Quarantine();
        services.GetRequiredService<ISubjects>().Create(id.Subject);
        services.GetRequiredService<IUnits>().Add(unit);
        return unit;
    }

    public static Task<GateDecision> DecideAsync(IServiceProvider services, GateName gate, UnitId unit, params SubjectRef[] reads) =>
        Recorder(services).RecordAsync(gate, unit.Subject, reads, GateVerdict.Clear, "{}");

    /// <summary>Puts the bag in stock, with a decision of each gate.</summary>
    public static async Task ReleaseAsync(IServiceProvider services, Unit unit)
    {
        var operation = services.GetRequiredService<ICurrentOperation>().Context;
        unit.PrintLabel(await DecideAsync(services, GateName.PrintLabel, unit.Id), operation);
        unit.LabelIsVerified();
        unit.Release(await DecideAsync(services, GateName.Release, unit.Id), operation);
    }

    private static DecisionRecorder Recorder(IServiceProvider services) => new(
        services.GetRequiredService<IGateDecisions>(), services.GetRequiredService<ISubjects>(),
        services.GetRequiredService<ICurrentOperation>(), services.GetRequiredService<IIdGenerator>(),
        services.GetRequiredService<IAuditTrail>());
}
