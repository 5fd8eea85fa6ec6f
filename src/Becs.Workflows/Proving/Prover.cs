using Becs.Workflows.Definitions;
using Becs.Workflows.Definitions.Packages;

namespace Becs.Workflows.Proving;

/// <summary>
/// Proves that a package keeps its obligations whatever happens: any declared outcome, any value of an expression, any order of what runs side by
/// side, a time-out, a step skipped by signature, a child. Pure memory. What it allows and why: docs/adr/0081.
/// </summary>
/// <param name="registry">This build's activities.</param>
/// <param name="obligations">What must be kept.</param>
/// <param name="stateLimit">How many states of a workflow are looked at; with more nothing is proven.</param>
public sealed class Prover(ActivityRegistry registry, IReadOnlyList<Obligation> obligations, int stateLimit = Prover.DefaultStateLimit)
{
    /// <summary>The states that are looked at unless said otherwise; the largest shipped workflow has 129.</summary>
    public const int DefaultStateLimit = 20_000;

    /// <summary>Proves a package and every child it pins.</summary>
    /// <param name="package">The package.</param>
    /// <param name="children">Packages it pins, and those they pin. One that is missing is a violation.</param>
    /// <exception cref="Errors.PackageException">An activity it pins is missing or has another descriptor.</exception>
    /// <exception cref="Errors.DefinitionException">The definition cannot run.</exception>
    public Proof Prove(WorkflowPackage package, IReadOnlyList<WorkflowPackage>? children = null)
    {
        var violations = new List<Violation>();
        var results = new List<ObligationResult>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { package.PackageHash };
        var states = Prove(package, children ?? [], null, seen, violations, results);
        return new Proof(package.PackageHash, violations, results, states);
    }

    private int Prove(
        WorkflowPackage package, IReadOnlyList<WorkflowPackage> packages, string? child, HashSet<string> seen,
        List<Violation> violations, List<ObligationResult> results)
    {
        var graph = package.Compile(registry);
        var children = new ChildGraphs(graph, registry, packages);
        var space = StateSpace.Of(graph, stateLimit);
        var proof = new GraphProof(graph, children, space, child);
        foreach (var obligation in obligations)
        {
            var result = obligation.Kind == ObligationKind.Form
                ? FormChecks.Check(obligation, package, child, proof.Violations)
                : proof.Check(obligation);
            results.AddRange(result is null ? [] : [result]);
        }

        GraphChecks.Run(graph, proof, space, children);
        violations.AddRange(proof.Violations);
        if (space.IsCut)
        {
            violations.Add(new Violation { Kind = ViolationKind.TooLarge, Path = "$.root", Child = child });
        }

        var states = space.Edges.Count;
        foreach (var (name, pinned) in children.Packages.Where(c => seen.Add(c.Value.PackageHash)))
        {
            states += Prove(pinned, packages, name, seen, violations, results);
        }

        return states;
    }
}
