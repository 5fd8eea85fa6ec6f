using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Persistence.ReadModel;
using Becs.Server.Tasks;

namespace Becs.Server.Tests.Tasks;

public sealed class ShownEvidenceTests
{
    private static readonly DateTime At = new(2026, 6, 10, 14, 0, 0, DateTimeKind.Utc);
    private static readonly UnitId Unit = new(Guid.Parse("01975898-0000-7000-8000-000000000001"));

    [Fact]
    public void Hash_WhenOnlyTimeHasPassed_ThenTheSame() =>
        Assert.Equal(Of(At, BlockerResult.Clear("RB-01")).Hash, Of(At.AddMinutes(5), BlockerResult.Clear("RB-01")).Hash);

    [Fact]
    public void Hash_WhenABlockerSaysSomethingElse_ThenAnother()
    {
        var clear = Of(At, BlockerResult.Clear("RB-13")).Hash;
        var waits = Of(At, BlockerResult.Blocked("RB-13", "not-final:HIV-NAT")).Hash;

        Assert.NotEqual(clear, waits);
        Assert.NotEqual(waits, Of(At, BlockerResult.Blocked("RB-13", "not-final:HBSAG")).Hash);
    }

    [Fact]
    public void Hash_WhenTheHoldOrABagItWouldDiscardIsAnother_ThenAnother()
    {
        var hash = Of(Held()).Hash;

        Assert.Equal(hash, Of(Held()).Hash);
        Assert.NotEqual(hash, Of(Held(finding: "not-usable")).Hash);
        Assert.NotEqual(hash, Of(Held(reason: "temperature")).Hash);
        Assert.NotEqual(hash, Of(Held(status: "Issued")).Hash);
    }

    [Fact]
    public void Hash_WhenABagOfAHeldDonorMoves_ThenTheSame() =>
        Assert.Equal(Of(Held(scope: "donor")).Hash, Of(Held(scope: "donor", status: "Issued")).Hash);

    private static ShownEvidence Of(HoldRecord hold) => new(null, null, hold);

    private static HoldRecord Held(string reason = "visual", string finding = "confirmed", string status = "Released", string scope = "unit") => new(
        new HoldRow(Unit.Value, scope, Unit.Value, reason, null, "cmp1", false, At, finding, "Discard", At, null, null), "name", "lab1",
        [new UnitRow(Unit.Value, Unit.Value, "W123426000001", "E0336V00", "RedCells", status, null, 312, At, "UTC", "")], 1);

    private static ShownEvidence Of(DateTime at, BlockerResult result) => new(new BlockerVector(Unit, ReleaseStage.Release, at, [result]), null);
}
