using Becs.Domain.ChangeControl;
using Becs.Domain.Shared;
using Becs.Domain.Signatures;
using Becs.Domain.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace Becs.Domain.Tests.ChangeControl;

/// <summary>A change request and the persons around it. Everybody may everything, unless a test says otherwise: what bars them is what they did.</summary>
internal sealed class ChangeWorld
{
    public static readonly string[] All = [Permissions.WorkflowsEdit, Permissions.WorkflowsValidate, Permissions.WorkflowsApprove];

    private readonly IIdGenerator _ids;

    public ChangeWorld(ChangeKind kind = ChangeKind.Standard)
    {
        _ids = new IdGenerator(Clock);
        Base = Package(1);
        Base.Accept(By("qa0", SignatureMeanings.AcceptedForUse, Base.PackageHash, [Permissions.QualityAccept]), Clock.UtcNow());
        Candidate = Package(2, candidate: true);
        Change = ChangeRequest.Open(
            new ChangeId(_ids.New()), "CR-2026-0001", kind, Submission(Candidate), Base, By("own1", SignatureMeanings.Authored), _ids, Events);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 10, 14, 0, 0, TimeSpan.Zero));

    public RecordingEventSink Events { get; } = new();

    public PackageRecord Base { get; }

    /// <summary>What was approved since; null for nothing.</summary>
    public PackageRecord? Newest { get; set; }

    public PackageRecord Candidate { get; private set; }

    public ChangeRequest Change { get; }

    /// <summary>What is on file; null for evidence without a gap.</summary>
    public EvidenceOnFile? File { get; set; }

    public EvidenceOnFile OnFile => File ?? Evidence.Of(Change.Id, Candidate.PackageHash);

    public static ChangeWorld In(string state)
    {
        var world = new ChangeWorld(state.StartsWith("Emergency", StringComparison.Ordinal) ? ChangeKind.Emergency : ChangeKind.Standard);
        foreach (var act in state switch
        {
            "InReview" or "EmergencyInReview" => Array.Empty<string>(),
            "Validated" => ["accept"],
            "Approved" => ["accept", "approve"],
            "Rejected" => ["reject"],
            "Withdrawn" => ["withdraw"],
            "EmergencyVerified" => ["verify"],
            "EmergencyApproved" => ["verify", "approve"],
            "EmergencyReviewed" => ["verify", "approve", "reviewAfterwards"],
            _ => throw new ArgumentOutOfRangeException(nameof(state)),
        })
        {
            world.Do(act, Usual(act));
        }

        return world;
    }

    /// <summary>Who does it when nobody is named.</summary>
    public static string Usual(string act) => act switch
    {
        "submitAgain" or "withdraw" => "own1",
        "verify" => "qa2",
        "approve" or "refuse" => "qa1",
        "reviewAfterwards" => "val2",
        _ => "val1",
    };

    public void Do(string act, string user, string? onBehalfOf = null, string[]? permissions = null)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        OperationContext Op(string? meaning) => By(user, meaning, permissions: permissions);
        switch (act)
        {
            case "submitAgain":
                var next = Package(Candidate.DefinitionVersion + 1, candidate: true);
                Change.SubmitAgain(Submission(next), Base, By(user, SignatureMeanings.Authored, next.PackageHash, permissions), _ids, Events);
                Candidate = next;
                break;
            case "accept":
                Change.Accept(Candidate, OnFile, "fine", Op(SignatureMeanings.Reviewed), _ids, Events);
                break;
            case "reject":
                Change.Reject(Candidate, "no", Op(SignatureMeanings.Reviewed), _ids, Events);
                break;
            case "refuse":
                Change.Reject(Candidate, "no", Op(SignatureMeanings.Refused), _ids, Events);
                break;
            case "verify":
                Change.Verify(Candidate, "", Op(SignatureMeanings.Verified), _ids, Events);
                break;
            case "approve":
                Change.Approve(Candidate, Newest ?? Base, OnFile, null, "", Op(SignatureMeanings.Approved), _ids, Events);
                break;
            case "withdraw":
                Change.Withdraw(Candidate, "no more", Op(null), _ids, Events);
                break;
            case "reviewAfterwards":
                Change.ReviewAfterwards(true, "looked at", onBehalfOf is null ? null : TestOperation.UserId(onBehalfOf),
                    Op(SignatureMeanings.Reviewed), _ids, Events);
                break;
            case "justify":
                foreach (var gap in File!.ScenarioGaps(Candidate.PackageHash).Concat(File.ReplayGaps(Candidate.PackageHash)).ToList())
                {
                    Justify(user, gap);
                }

                break;
            case "comment":
                Change.Comment("why?", "Step1", null, Op(null), _ids);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(act));
        }
    }

    /// <summary>Signs why gaps do not matter.</summary>
    public void Justify(string user, params EvidenceGap[] gaps) => File = File! with
    {
        Justifications = [.. File.Justifications, .. Change.Justify(gaps, "It cannot happen here.", File, By(user, SignatureMeanings.Justified), _ids)],
    };

    /// <summary>What the page of the change says to that person about a step.</summary>
    public BecsException? LockOf(ChangeAct act, string user) => Change.LockOf(act, Newest ?? Base, OnFile, By(user));

    public ChangeSubmission Submission(PackageRecord package, params string[] authors) => new()
    {
        Package = package,
        BaseHash = Base.PackageHash,
        AuthorIds = [.. authors.Select(TestOperation.UserId)],
        Reason = "A second check",
        RequirementIds = ["URS-1"],
        Risk = new ChangeRisk(3, 2, 4),
    };

    /// <summary>An operation of a person, who signs the package under review unless another hash is named.</summary>
    public OperationContext By(string user, string? meaning = null, string? hash = null, string[]? permissions = null)
    {
        var operation = new TestOperation(Clock);
        operation.As(user, permissions ?? All);
        if (meaning is not null)
        {
            operation.Sign(meaning);
            operation.With(c => c with { Signature = c.Signature! with { SignedHash = hash ?? Candidate.PackageHash } });
        }

        return operation.Context;
    }

    public PackageRecord Package(int version, bool candidate = false)
    {
        var hash = new string((char)('a' + version), 64);
        return candidate
            ? PackageRecord.Candidate(_ids.New(), "release", version, "Release", hash, hash, [1], Clock.UtcNow())
            : new PackageRecord(_ids.New(), PackageRecord.Workflow, "release", version, "Release", hash, hash, [1], Clock.UtcNow());
    }

    public IIdGenerator Ids => _ids;
}
