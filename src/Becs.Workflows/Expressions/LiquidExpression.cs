using System.Globalization;
using Becs.Workflows.Errors;
using DotLiquid;

namespace Becs.Workflows.Expressions;

/// <summary>A Liquid template, parsed once and rendered for each evaluation.</summary>
internal sealed class LiquidExpression : CompiledExpression
{
    private readonly Template _template;
    private readonly string _path;

    private LiquidExpression(Template template, string path)
    {
        _template = template;
        _path = path;
    }

    public static LiquidExpression Compile(string text, string path)
    {
        LiquidSandbox.RequireHarmless(text, path);
        try
        {
            var template = Template.Parse(text, SyntaxCompatibility.DotLiquid22);
            template.MakeThreadSafe();
            return new LiquidExpression(template, path);
        }
        catch (Exception e) when (e is not ExpressionException)
        {
            throw new ExpressionException($"the template does not parse: {e.Message}", path, e);
        }
    }

    public override object? Evaluate(ActivityExecutionContext context)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(LiquidSandbox.TimeLimitMs);
        try
        {
            // Its own context: a template safe for several threads forgets filters given any other way.
            var values = new Context(
                [ValuesOf(context)], [], [], ErrorsOutputMode.Rethrow, LiquidSandbox.IterationLimit,
                CultureInfo.InvariantCulture, limit.Token)
            {
                SyntaxCompatibilityLevel = SyntaxCompatibility.DotLiquid22,
            };
            values.AddFilters(typeof(LiquidFilters));
            using var output = new LimitedWriter(LiquidSandbox.OutputLimit);
            _template.Render(output, RenderParameters.FromContext(values, CultureInfo.InvariantCulture));
            return output.ToString();
        }
        catch (Exception e) when (e is not ExpressionException && !context.CancellationToken.IsCancellationRequested)
        {
            throw new ExpressionException(
                $"activity '{context.Activity.Id}': the template failed: {e.Message}", _path, e);
        }
    }

    /// <summary>Elsa's names. Only plain values go in: no .NET object is ever inside.</summary>
    private static Hash ValuesOf(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        return new Hash
        {
            ["Variables"] = new Hash((_, name) => LiquidSandbox.ToLiquid(context.ReadVariable(name))),
            ["Input"] = new Hash((_, name) => workflow.Input.TryGetValue(name, out var value)
                ? LiquidSandbox.ToLiquid(PlainValue.OfElement(value))
                : null),
            ["CorrelationId"] = workflow.CorrelationId,
            ["WorkflowDefinitionId"] = workflow.DefinitionId,
            ["WorkflowDefinitionVersion"] = (long)workflow.Version,
            ["WorkflowInstanceId"] = workflow.Id,
            [LiquidFilters.NowKey] = context.NowUtc.ToString("O", CultureInfo.InvariantCulture),
        };
    }
}
