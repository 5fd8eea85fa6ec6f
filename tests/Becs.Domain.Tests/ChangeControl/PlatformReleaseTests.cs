using System.Text.Json;
using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Domain.Tests.ChangeControl;

/// <summary>Who may accept a build, on what evidence, and how it is taken back.</summary>
public sealed class PlatformReleaseTests
{
    private const string Case = "01900000-0000-7000-8000-0000000000c1";

    private static readonly EvidenceGap _released = new(EvidenceGapKind.BlockToRelease, Case);
    private static readonly EvidenceGap _undecided = new(EvidenceGapKind.Undecided, "journal");

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 6, 10, 14, 0, 0, TimeSpan.Zero));
    private readonly IdGenerator _ids;
    private readonly PlatformRelease _release;
    private readonly List<PlatformJustification> _said = [];

    public PlatformReleaseTests()
    {
        _ids = new IdGenerator(_clock);
        _release = New("""{"format":1}""");
    }

    [Fact]
    public void Show_WhenTwice_ThenRefused()
    {
        _release.Show(Evidence(), _clock.UtcNow());
        Assert.Equal("PLT-409", Assert.Throws<ConflictException>(() => _release.Show(Evidence(), _clock.UtcNow())).Code);
    }

    [Fact]
    public void Accept_WhenHistoryIsReplayedWithoutAGap_ThenAccepted()
    {
        _release.Show(Evidence(("same", null)), _clock.UtcNow());

        Accept("qa1");

        Assert.Equal((PlatformReleaseState.Accepted, "qa1", _clock.UtcNow()), (_release.State, _release.AcceptedByName!.ToLowerInvariant()[..3], _release.AcceptedAt));
        Assert.NotNull(_release.SignatureId);
        Assert.Equal("PLT-409", Assert.Throws<ConflictException>(() => Accept("qa1")).Code);
    }

    [Fact]
    public void Accept_WhenHistoryIsNotReplayed_ThenRefused() =>
        Assert.Equal("PLT-003", Assert.Throws<RuleException>(() => Accept("qa1")).Code);

    [Theory]
    [InlineData("blockToRelease", null, true)]
    [InlineData("undecided", "journal", true)]
    [InlineData("releaseToBlock", null, false)]
    [InlineData("deferToAccept", null, false)]
    [InlineData("other", null, false)]
    public void Accept_WhenACaseWouldEndOtherwise_ThenWhatWouldBeReleasedOrIsUndecidedLocks(string @class, string? missing, bool locks)
    {
        _release.Show(Evidence((@class, missing)), _clock.UtcNow());

        var refused = Record.Exception(() => Accept("qa1")) as RuleException;

        Assert.Equal(locks ? "PLT-004" : null, refused?.Code);
        Assert.Equal(locks ? PlatformReleaseState.Waiting : PlatformReleaseState.Accepted, _release.State);
    }

    [Fact]
    public void Accept_WhenEachGapIsJustified_ThenAccepted()
    {
        _release.Show(Evidence(("blockToRelease", null), ("undecided", "journal"), ("undecided", "journal")), _clock.UtcNow());
        Assert.Equal([_released, _undecided], _release.OpenGaps(_said));

        Justify("val1", _released);
        Assert.Equal("PLT-004", Assert.Throws<RuleException>(() => Accept("qa1")).Code);
        Justify("val1", _undecided);
        Assert.Equal("PLT-417", Assert.Throws<ConflictException>(() => Justify("val1", _undecided)).Code);
        Accept("qa1");

        Assert.Equal(PlatformReleaseState.Accepted, _release.State);
        Assert.Equal("PLT-409", Assert.Throws<ConflictException>(() => Justify("val1", _undecided)).Code);
    }

    [Fact]
    public void Accept_WhenBySomebodyWhoJustified_ThenRefused()
    {
        _release.Show(Evidence(("undecided", "journal")), _clock.UtcNow());
        Justify("all1", _undecided);
        Assert.Equal("PLT-006", Assert.Throws<ForbiddenException>(() => Accept("all1")).Code);
    }

    [Fact]
    public void Accept_WhenSomethingWasSaidSinceItWasRead_ThenWhatWasSignedIsAnother()
    {
        _release.Show(Evidence(("undecided", "journal")), _clock.UtcNow());
        var read = _release.SignedHash(_said);
        Justify("val1", _undecided);
        Assert.Equal("PLT-410", Assert.Throws<ConflictException>(
            () => _release.Accept(By("qa1", SignatureMeanings.AcceptedForUse, read), _said)).Code);
    }

    [Fact]
    public void Accept_WhenNotSignedByWhoMay_ThenRefused()
    {
        _release.Show(Evidence(), _clock.UtcNow());
        Assert.Equal("PERM-001", Assert.Throws<ForbiddenException>(
            () => _release.Accept(By("own1", SignatureMeanings.AcceptedForUse, null, Permissions.WorkflowsEdit, Permissions.WorkflowsApprove), _said)).Code);
        Assert.Equal("PLT-005", Assert.Throws<RuleException>(() => _release.Accept(By("qa1", SignatureMeanings.Approved), _said)).Code);
        Assert.Equal("PLT-005", Assert.Throws<RuleException>(() => _release.Accept(By("qa1", null), _said)).Code);
        Assert.Equal("PERM-002", Assert.Throws<ForbiddenException>(
            () => _release.Accept(By("qa1", SignatureMeanings.AcceptedForUse) with { IsSystem = true }, _said)).Code);
        Assert.Equal(PlatformReleaseState.Waiting, _release.State);
    }

    [Fact]
    public void Justify_WhenNotByWhoMayOrSeveralReleasedAtOnceOrUnknown_ThenRefused()
    {
        _release.Show(Evidence(("blockToRelease", null), ("undecided", "journal")), _clock.UtcNow());
        Assert.Equal("PERM-001", Assert.Throws<ForbiddenException>(() => _release.Justify(
            [_undecided], "why", _said, By("qa1", SignatureMeanings.Justified, null, Permissions.QualityAccept), _ids)).Code);
        Assert.Equal("PLT-035", Assert.Throws<InputException>(() => Justify("val1", _released, _undecided)).Code);
        Assert.Equal("PLT-035", Assert.Throws<InputException>(() => Justify("val1")).Code);
        Assert.Equal("CHG-032", Assert.Throws<InputException>(() => _release.Justify(
            [_undecided], " ", _said, By("val1", SignatureMeanings.Justified), _ids)).Code);
        Assert.Equal("PLT-417", Assert.Throws<ConflictException>(() => Justify("val1", new EvidenceGap(EvidenceGapKind.Undecided, "other"))).Code);
        Assert.Empty(_said);
    }

    [Fact]
    public void Withdraw_WhenAnotherIsAccepted_ThenItGoesAndMayComeBack()
    {
        var other = New("""{"format":2}""");
        other.Show(Evidence(), _clock.UtcNow());
        _release.Show(Evidence(), _clock.UtcNow());
        Accept("qa1");
        Assert.Equal("PLT-409", Assert.Throws<ConflictException>(() => Withdraw(other)).Code);
        Assert.Equal("PLT-007", Assert.Throws<ConflictException>(() => Withdraw(_release, other)).Code);
        other.Accept(By("qa1", SignatureMeanings.AcceptedForUse, other.SignedHash([])), []);

        Withdraw(_release, other);

        Assert.Equal(PlatformReleaseState.Withdrawn, _release.State);
        Assert.Equal("PLT-007", Assert.Throws<ConflictException>(() => Withdraw(other, _release)).Code);
        Accept("qa1");
        Assert.Equal((PlatformReleaseState.Accepted, (DateTime?)null), (_release.State, _release.WithdrawnAt));
    }

    private PlatformRelease New(string manifest) => new(_ids.New(), manifest, "1.0.0", "node", _clock.UtcNow());

    private static string Evidence(params (string Class, string? Missing)[] cases) => JsonSerializer.Serialize(new
    {
        format = 1,
        workflows = new[] { new { workflow = "w", cases = cases.Select(c => new { instance = Case, @class = c.Class, missing = c.Missing }) } },
    });

    private void Accept(string user) => _release.Accept(By(user, SignatureMeanings.AcceptedForUse), _said);

    private void Justify(string user, params EvidenceGap[] gaps) =>
        _said.AddRange(_release.Justify(gaps, "why", _said, By(user, SignatureMeanings.Justified), _ids));

    private void Withdraw(PlatformRelease going, params PlatformRelease[] others) =>
        going.Withdraw(By("qa1", SignatureMeanings.Retired, going.SignedHash(_said)), [going, .. others], _said);

    private OperationContext By(string user, string? meaning, string? hash = null, params string[] permissions)
    {
        var operation = new TestOperation(_clock);
        operation.As(user, permissions.Length > 0 ? permissions : [Permissions.QualityAccept, Permissions.WorkflowsValidate]);
        if (meaning is not null)
        {
            operation.Sign(meaning);
            operation.With(c => c with { Signature = c.Signature! with { SignedHash = hash ?? _release.SignedHash(_said) } });
        }

        return operation.Context;
    }
}
