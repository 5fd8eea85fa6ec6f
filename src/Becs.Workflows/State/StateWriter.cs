using System.Text.Json;
using Becs.Workflows.Expressions;
using Becs.Workflows.Models;

namespace Becs.Workflows.State;

/// <summary>Writes a state by hand: this runs in every burst.</summary>
internal static class StateWriter
{
    public static void Write(Utf8JsonWriter w, WorkflowState s)
    {
        w.WriteStartObject();
        w.WriteNumber("format", WorkflowState.CurrentFormat);
        w.WriteString("instanceId", s.InstanceId);
        w.WriteString("definitionId", s.DefinitionId);
        w.WriteNumber("version", s.Version);
        w.WriteString("packageHash", s.PackageHash);
        Text(w, "name", s.Name);
        Text(w, "correlationId", s.CorrelationId);
        w.WriteString("status", s.Status.ToString());
        w.WriteString("subStatus", s.SubStatus.ToString());
        w.WriteString("createdAt", s.CreatedAt);
        w.WriteString("updatedAt", s.UpdatedAt);
        Time(w, "finishedAt", s.FinishedAt);
        w.WriteNumber("sequence", s.Sequence);
        if (s.Parent is { } parent)
        {
            w.WriteStartObject("parent");
            w.WriteString("instanceId", parent.InstanceId);
            Text(w, "bookmarkId", parent.BookmarkId);
            w.WriteEndObject();
        }

        if (s.Input.Count > 0)
        {
            w.WriteStartObject("input");
            foreach (var (name, value) in s.Input)
            {
                w.WritePropertyName(name);
                value.WriteTo(w);
            }

            w.WriteEndObject();
        }

        Values(w, "output", s.Output);
        if (s.Outcomes.Count > 0)
        {
            w.WriteStartArray("outcomes");
            foreach (var outcome in s.Outcomes)
            {
                w.WriteStringValue(outcome);
            }

            w.WriteEndArray();
        }

        Values(w, "variables", s.Variables);
        Values(w, "undeclaredVariables", s.UndeclaredVariables);
        Values(w, "properties", s.Properties);
        if (s.ActivityOutputs.Count > 0)
        {
            w.WriteStartObject("activityOutputs");
            foreach (var (activityId, outputs) in s.ActivityOutputs)
            {
                Values(w, activityId, outputs);
            }

            w.WriteEndObject();
        }

        if (s.LastResult is not null)
        {
            w.WritePropertyName("lastResult");
            PlainValue.Write(w, s.LastResult);
        }

        if (s.Executions.Count > 0)
        {
            w.WriteStartArray("executions");
            foreach (var execution in s.Executions)
            {
                Execution(w, execution);
            }

            w.WriteEndArray();
        }

        if (s.Bookmarks.Count > 0)
        {
            w.WriteStartArray("bookmarks");
            foreach (var bookmark in s.Bookmarks)
            {
                Bookmark(w, bookmark);
            }

            w.WriteEndArray();
        }

        w.WriteEndObject();
    }

    private static void Execution(Utf8JsonWriter w, ActivityExecutionState e)
    {
        w.WriteStartObject();
        w.WriteString("id", e.Id);
        w.WriteString("activityId", e.ActivityId);
        Text(w, "parentId", e.ParentId);
        w.WriteString("startedAt", e.StartedAt);
        Text(w, "completionCallback", e.CompletionCallback);
        Values(w, "properties", e.Properties);
        Values(w, "locals", e.Locals);
        Numbers(w, "lineage", e.Lineage);
        if (e.FlowFired is { } fired)
        {
            w.WriteNumber("flowFired", fired);
        }

        if (e.Waiting is not null)
        {
            w.WriteStartArray("waiting");
            foreach (var waiting in e.Waiting)
            {
                w.WriteStartObject();
                w.WriteString("activityId", waiting.ActivityId);
                Numbers(w, "lineage", waiting.Lineage);
                w.WriteNumber("loopFrom", waiting.LoopFrom);
                w.WriteEndObject();
            }

            w.WriteEndArray();
        }

        w.WriteEndObject();
    }

    private static void Bookmark(Utf8JsonWriter w, Bookmark b)
    {
        w.WriteStartObject();
        w.WriteString("id", b.Id);
        w.WriteString("name", b.Name);
        w.WriteString("hash", b.Hash);
        if (b.Payload is { } payload)
        {
            w.WritePropertyName("payload");
            payload.WriteTo(w);
        }

        w.WriteString("activityId", b.ActivityId);
        w.WriteString("activityNodeId", b.ActivityNodeId);
        w.WriteString("activityInstanceId", b.ActivityInstanceId);
        Text(w, "callbackMethodName", b.CallbackMethodName);
        if (!b.AutoBurn)
        {
            w.WriteBoolean("autoBurn", false);
        }

        if (!b.AutoComplete)
        {
            w.WriteBoolean("autoComplete", false);
        }

        w.WriteString("createdAt", b.CreatedAt);
        Time(w, "dueAt", b.DueAt);
        if (b.Metadata is { Count: > 0 } metadata)
        {
            w.WriteStartObject("metadata");
            foreach (var (name, value) in metadata)
            {
                w.WriteString(name, value);
            }

            w.WriteEndObject();
        }

        w.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter w, string name, string? value)
    {
        if (value is not null)
        {
            w.WriteString(name, value);
        }
    }

    private static void Time(Utf8JsonWriter w, string name, DateTime? value)
    {
        if (value is { } time)
        {
            w.WriteString(name, time);
        }
    }

    private static void Numbers(Utf8JsonWriter w, string name, IReadOnlyDictionary<string, int>? values)
    {
        if (values is not { Count: > 0 })
        {
            return;
        }

        w.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            w.WriteNumber(key, value);
        }

        w.WriteEndObject();
    }

    private static void Values(Utf8JsonWriter w, string name, IReadOnlyDictionary<string, object?>? values)
    {
        if (values is not { Count: > 0 })
        {
            return;
        }

        w.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            w.WritePropertyName(key);
            PlainValue.Write(w, value);
        }

        w.WriteEndObject();
    }
}
