using Becs.Domain.Quarantine;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.KernelFakes;

namespace Becs.Domain.Tests.Quarantine;

public sealed class CoverRegisterTests
{
    private readonly KernelWorld _world = new();

    [Theory]
    [MemberData(nameof(Implemented))]
    public void Sign_WhenTheSystemEvaluatesTheBlocker_ThenRefused(string blocker) => Assert.Equal(
        "COV-002", Assert.Throws<RuleException>(() => _world.SignCover(blocker, _world.Operation.Context.SiteToday)).Code);

    public static TheoryData<string> Implemented => [.. ReleaseBlockers.All.Where(b => b.IsImplemented).Select(b => b.Code)];

    [Fact]
    public void All_WhenCounted_ThenItIsTheListOfTheHandbook()
    {
        Assert.Equal(Enumerable.Range(1, 38).Select(n => $"RB-{n:00}"), ReleaseBlockers.All.Select(b => b.Code));
        Assert.Equal(37, ReleaseBlockers.For(ReleaseStage.LabelClearance).Count);
    }

    [Fact]
    public void Sign_WhenNotSignedOrNotPermitted_ThenRefused()
    {
        var today = _world.Operation.Context.SiteToday;
        _world.As("qa1", Permissions.QualityAccept);
        Assert.Equal("SIG-001", Assert.Throws<RuleException>(() => _world.Covers.Sign("RB-24", "SOP-1", today)).Code);

        _world.As("rel1", Permissions.ComponentsRelease);
        _world.Operation.Sign(SignatureMeanings.AcceptedForUse, "cover");
        Assert.Throws<ForbiddenException>(() => _world.Covers.Sign("RB-24", "SOP-1", today));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(366, true)]
    [InlineData(367, false)]
    public void Sign_WhenTheEndIsPastOrTooFar_ThenRefused(int days, bool accepted)
    {
        var until = _world.Operation.Context.SiteToday.AddDays(days);
        if (accepted)
        {
            Assert.Equal(until, _world.SignCover("RB-24", until).ValidUntil);
            return;
        }

        Assert.Equal("COV-004", Assert.Throws<InputException>(() => _world.SignCover("RB-24", until)).Code);
    }
}
