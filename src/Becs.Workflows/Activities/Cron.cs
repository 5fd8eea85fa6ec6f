using Becs.Extensions;
using Becs.Workflows;
using Becs.Workflows.Attributes;
using Becs.Workflows.Definitions;
using Becs.Workflows.Errors;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;
using Cronos;

namespace Becs.Scheduling.Activities;

/// <summary>Starts a workflow at the times a cron expression names (UTC); inside one it waits for the next.</summary>
[Activity("Elsa", "Scheduling", "Trigger workflow execution at a specific interval using a CRON expression.", Kind = ActivityKind.Trigger)]
public sealed class Cron : Trigger, ITimedTrigger, ICompiledActivity
{
    private static readonly DateTime AnyDay = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The expression: five fields, or six that begin with seconds.</summary>
    [Input(Description = "The CRON expression at which the timer should execute.", IsRequired = true)]
    public Input<string>? CronExpression { get; set; }

    void ICompiledActivity.Compile(ExpressionCompiler compiler, string path)
    {
        if (CronExpression is { IsConstant: true } && CronExpression.Constant() is { Length: > 0 } text)
        {
            NextAfter(text, AnyDay, path + ".cronExpression");
        }
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
        {
            return context.CompleteActivityAsync();
        }

        var dueAt = NextAfter(CronExpression.Get(context), context.NowUtc, context.Node.Path + ".cronExpression");
        context.JournalData["ExecuteAt"] = dueAt;
        context.CreateTimer(dueAt);
        return ValueTask.CompletedTask;
    }

    DateTime? ITimedTrigger.NextAfter(DateTime after, DateTime? lastDueAt) =>
        NextAfter(CronExpression?.Constant(), lastDueAt > after ? lastDueAt.Value : after, CronExpression?.Path ?? "$");

    private static DateTime NextAfter(string? text, DateTime after, string path)
    {
        try
        {
            var fields = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
            var parsed = Cronos.CronExpression.Parse(text ?? "", fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
            return parsed.GetNextOccurrence(after)
                ?? throw new ExpressionException($"'{text}' names a time that never comes.", path);
        }
        catch (CronFormatException e)
        {
            throw new ExpressionException($"'{text}' is no cron expression: {e.Message}", path, e);
        }
    }
}
