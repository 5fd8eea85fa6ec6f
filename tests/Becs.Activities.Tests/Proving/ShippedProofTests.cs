using Becs.Activities.Tests.Workflows;
using Becs.Workflows.Proving;

namespace Becs.Activities.Tests.Proving;

public sealed class ShippedProofTests
{
    public static IReadOnlyList<Obligation> Obligations { get; } = ObligationReader.ReadFolder(Path.Combine(Shipped.Root, "workflows", "obligations"));

    public static TheoryData<string> Processes => [.. Shipped.Files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>What we ship keeps what we demand.</summary>
    [Theory]
    [MemberData(nameof(Processes))]
    public void Prove_WhenShipped_ThenEveryObligationIsKept(string process)
    {
        var proof = new Prover(Shipped.Registry, Obligations).Prove(Shipped.Package(process));

        Assert.True(proof.IsProven, string.Join('\n', proof.Violations));
        Assert.NotEmpty(proof.Obligations);
    }

    /// <summary>An obligation that no shipped workflow is about guards nothing.</summary>
    [Fact]
    public void Obligations_AreEachAboutAShippedWorkflow()
    {
        var prover = new Prover(Shipped.Registry, Obligations);
        var used = Shipped.Files.Keys.SelectMany(p => prover.Prove(Shipped.Package(p)).Obligations)
            .Where(r => r.Gates > 0).Select(r => r.Obligation.Id).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Obligations.Select(o => o.Id).Except(used));
    }
}
