using Becs.Expressions.Models;
using Becs.Workflows.Expressions;

namespace Becs.Workflows.Activities;

/// <summary>The conditions of the cases of a switch.</summary>
internal static class CaseConditions
{
    public static CompiledExpression[] Compile(ExpressionCompiler compiler, string path, IEnumerable<Expression?> conditions) =>
        [.. conditions.Select((c, i) => compiler.Compile(
            c is { Type: not null } ? c : new Expression("Literal", c?.Value), typeof(bool), $"{path}.cases[{i}].condition"))];

    /// <summary>The places of the true ones.</summary>
    public static List<int> Matches(ActivityExecutionContext context, CompiledExpression[] conditions, SwitchMode mode)
    {
        var matches = new List<int>();
        for (var i = 0; i < conditions.Length; i++)
        {
            if (ValueConversion.To<bool>(conditions[i].Evaluate(context), $"{context.Node.Path}.cases[{i}].condition"))
            {
                matches.Add(i);
                if (mode == SwitchMode.MatchFirst)
                {
                    break;
                }
            }
        }

        return matches;
    }
}
