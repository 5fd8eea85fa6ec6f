using System.Resources;
using Becs.Domain.ChangeControl;
using Becs.Domain.Signatures;
using Becs.Server.Resources;
using Becs.Workflows.Comparing;
using Becs.Workflows.Proving;

namespace Becs.Server.Tests.ChangeControl;

/// <summary>Every difference, state, step, act and meaning has a sentence.</summary>
public class ChangeTextsTests
{
    private static readonly ResourceManager Texts = new(typeof(Text));

    [Fact]
    public void Resources_WhenLookedUp_ThenEveryNameHasASentence() => Assert.DoesNotContain(
        Enum.GetNames<BehaviourChangeKind>().Select(k => $"Compare.{k}")
            .Concat(Enum.GetNames<ViolationKind>().Select(k => $"Prove.{k}"))
            .Concat(Enum.GetNames<ChangeState>().Select(s => $"change.state.{s}"))
            .Concat(Enum.GetNames<ChangeState>().Append("Emergency").Append("ReviewAfterwards").Select(s => $"changes.next.{s}"))
            .Concat(Enum.GetNames<ChangeKind>().Select(k => $"change.kind.{k}"))
            .Concat(Enum.GetNames<ChangeStepKind>().Select(k => $"change.step.{k}"))
            .Concat(Enum.GetNames<ChangeAct>().Except(["Comment"]).Select(a => $"changes.act.{a}"))
            .Concat(Enum.GetNames<ChangeAct>().Except(["Comment", "SubmitAgain"]).Select(a => $"changes.done.{a}"))
            .Concat(Enum.GetNames<PackageState>().Where(s => s is not ("Accepted" or "InReview")).Select(s => $"package.{s.ToLowerInvariant()}"))
            .Concat(new[] { "016", "020", "048", "050", "051", "052", "053", "054" }.Select(c => $"changes.lock.CHG-{c}"))
            .Concat(SignatureMeanings.All.Select(m => $"meaning.{m}")),
        key => Texts.GetString(key) is null);
}
