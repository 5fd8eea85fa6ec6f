using System.Text.Json.Nodes;

namespace Becs.Server.Simulation;

/// <summary>Works the open tasks of the site off, as the right person at each.</summary>
internal sealed class WorkRoom(StaffApi api)
{
    private const int PageSize = 200;

    /// <summary>Completes every open task of these processes that <paramref name="answer"/> has an answer for.</summary>
    /// <returns>How many were completed.</returns>
    public async Task<int> WorkAsync(
        IReadOnlyList<string> processes, Func<OpenTask, Task<TaskAnswer?>> answer, CancellationToken ct)
    {
        var done = 0;
        foreach (var process in processes)
        {
            foreach (var task in await OpenAsync(process, ct))
            {
                if (await answer(task) is { } what && await CompleteAsync(task, what, ct))
                {
                    done++;
                }
            }
        }

        return done;
    }

    public async Task<IReadOnlyList<OpenTask>> OpenAsync(string process, CancellationToken ct)
    {
        var found = new List<OpenTask>();
        for (var page = 1; ; page++)
        {
            var answer = await api.GetAsync("aud1", $"/api/tasks?process={process}&page={page}&pageSize={PageSize}", ct);
            found.AddRange(answer["items"]!.AsArray().Select(i => OpenTask.Of(i!)));
            if (found.Count >= answer["totalCount"]!.GetValue<int>() || answer["items"]!.AsArray().Count == 0)
            {
                return found;
            }
        }
    }

    private async Task<bool> CompleteAsync(OpenTask task, TaskAnswer answer, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["operationId"] = api.NewOperation().ToString("D"),
            ["expectedRevision"] = task.Revision,
            ["outcome"] = answer.Outcome,
            ["data"] = answer.Data,
        };
        if (answer.Meaning is { } meaning)
        {
            var shown = await api.GetAsync(answer.User, $"/api/tasks/{task.Id:D}", ct);
            body["expectedRevision"] = shown["task"]!["revision"]!.GetValue<int>();
            body["signature"] = api.Signature(answer.User, meaning, "day", shown["signedHash"]!.GetValue<string>());
        }

        try
        {
            var result = await api.PostAsync(answer.User, $"/api/tasks/{task.Id:D}/complete", body, ct);
            return result["incidentId"] is null
                ? true
                : throw new RefusedException($"{answer.User} {task.TitleKey}", 202, result.ToJsonString());
        }
        catch (RefusedException lost) when (lost.Status == 409)
        {
            // Somebody or something moved on meanwhile; the next round sees what there is to do.
            return false;
        }
    }
}
