using Becs.Contracts.Components;
using Becs.Domain.Components;
using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Components;

public sealed class LabellingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private readonly KernelWorld _world = new();

    [Fact]
    public async Task PrintAsync_WhenSomethingBlocks_ThenNoLabelButADecision()
    {
        _world.Blockers.Otherwise["RB-14"] = () => BlockerResult.Blocked("RB-14", "reactive:HIV-AB");
        _world.As("lbl1", Permissions.LabelsPrint);

        var outcome = await _world.Labelling.PrintAsync(_world.Unit.Id, Stop);

        Assert.Null(outcome.Print);
        Assert.Equal(UnitStatus.Quarantined, _world.Unit.Status);
        Assert.Equal(outcome.DecisionId, Assert.Single(_world.Quarantine.Decisions).Id);
    }

    [Fact]
    public async Task PrintAsync_WhenPrintedAgain_ThenTheFormerLabelNoLongerCounts()
    {
        await _world.LabelledAsync();
        _world.As("lbl1", Permissions.LabelsPrint);

        var second = await _world.Labelling.PrintAsync(_world.Unit.Id, Stop);

        Assert.Equal(2, second.Print!.Number);
        Assert.Equal(UnitStatus.Labelled, _world.Unit.Status);
        Assert.Null((await _world.Units.OfAsync(_world.Unit.Id, Stop)).CurrentVerification);
    }

    [Fact]
    public async Task VerifyAsync_WhenThePrinterVerifies_ThenForbidden()
    {
        var print = await PrintAsync();
        _world.As("lbl1", Permissions.LabelsVerify);

        Assert.Equal("LBL-003", (await Assert.ThrowsAsync<ForbiddenException>(
            () => _world.Labelling.VerifyAsync(_world.Unit.Id, KernelWorld.Scans(print), Stop))).Code);
    }

    [Theory]
    [InlineData(0, "=W12342600000200=%9500", "din")]
    [InlineData(0, "=W12342600000100=%5100", "bloodGroup")]
    [InlineData(1, "=<E0336VA0", "productCode")]
    [InlineData(2, "&>0261012359", "expiry")]
    public async Task VerifyAsync_WhenAScanDiffers_ThenRecordedAndNotVerified(int position, string scan, string field)
    {
        var print = await PrintAsync();
        var scans = KernelWorld.Scans(print);
        scans[position] = scan;
        _world.As("lbl2", Permissions.LabelsVerify);

        var verification = await _world.Labelling.VerifyAsync(_world.Unit.Id, scans, Stop);

        Assert.Equal([field], verification.Mismatches);
        Assert.Equal(UnitStatus.Labelled, _world.Unit.Status);
        Assert.False(_world.Events.Single<LabelVerified>().Matches);
        Assert.Equal("label-verification-failed", (await _world.ReleaseAsync()).Vector["RB-32"].Reason);
    }

    [Theory]
    [InlineData(0, "din")]
    [InlineData(1, "productCode")]
    [InlineData(2, "expiry")]
    public async Task VerifyAsync_WhenAFieldIsNotScanned_ThenNamed(int left, string field)
    {
        var print = await PrintAsync();
        _world.As("lbl2", Permissions.LabelsVerify);

        var refusal = await Assert.ThrowsAsync<InputException>(() => _world.Labelling.VerifyAsync(
            _world.Unit.Id, [.. KernelWorld.Scans(print).Where((_, i) => i != left)], Stop));

        Assert.Equal(field, refusal.Field);
    }

    [Fact]
    public async Task VerifyAsync_WhenOneCompoundScanCarriesAll_ThenVerified()
    {
        var print = await PrintAsync();
        _world.As("lbl2", Permissions.LabelsVerify);

        var verification = await _world.Labelling.VerifyAsync(
            _world.Unit.Id, ["=+04000" + string.Concat(KernelWorld.Scans(print))], Stop);

        Assert.True(verification.Matches);
        Assert.True(verification.IsConcatenated);
        Assert.Equal(UnitStatus.LabelVerified, _world.Unit.Status);
    }

    private async Task<LabelPrint> PrintAsync()
    {
        _world.As("lbl1", Permissions.LabelsPrint);
        return (await _world.Labelling.PrintAsync(_world.Unit.Id)).Print!;
    }
}
