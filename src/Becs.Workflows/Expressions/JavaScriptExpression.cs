using Becs.Workflows.Errors;
using Jint;

namespace Becs.Workflows.Expressions;

/// <summary>A script, parsed once. Each evaluation has an engine of its own: nothing leaks between scripts.</summary>
internal sealed class JavaScriptExpression : CompiledExpression
{
    private readonly Prepared<Acornima.Ast.Script> _script;
    private readonly ScriptHelper[] _helpers;
    private readonly string _path;

    private JavaScriptExpression(Prepared<Acornima.Ast.Script> script, ScriptHelper[] helpers, string path)
    {
        _script = script;
        _helpers = helpers;
        _path = path;
    }

    public static JavaScriptExpression Compile(string code, ExpressionCompiler compiler, string path)
    {
        try
        {
            var script = Engine.PrepareScript(code, options: new ScriptPreparationOptions
            {
                ParsingOptions = ScriptParsingOptions.Default with { AllowReturnOutsideFunction = true },
            });
            var helpers = ScriptHelpers.UsedBy(code, compiler.Definition, compiler.Variables);
            compiler.ReadsOutputs |= helpers.Any(h => h.ReadsOutputs);
            return new JavaScriptExpression(script, helpers, path);
        }
        catch (Exception e) when (e is ScriptPreparationException or Acornima.ParseErrorException)
        {
            throw new ExpressionException($"the script does not parse: {e.Message}", path, e);
        }
    }

    public override object? Evaluate(ActivityExecutionContext context)
    {
        try
        {
            var engine = ScriptSandbox.Create(context);
            foreach (var helper in _helpers)
            {
                helper.Install(engine, context);
            }

            return ScriptValues.ToPlain(engine, engine.Evaluate(_script));
        }
        catch (Exception e) when (e is not ExpressionException and not OperationCanceledException)
        {
            throw new ExpressionException(
                $"activity '{context.Activity.Id}': the script failed: {e.Message}", _path, e);
        }
    }
}
