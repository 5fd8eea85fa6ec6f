using System.Text.Json.Nodes;
using Becs.Domain.Shared;

namespace Becs.Server.Tasks;

/// <summary>Whether what was typed is on the server.</summary>
public enum DraftState
{
    None,
    Pending,
    Saved,

    /// <summary>Saving failed; it is tried again with the next change.</summary>
    Failed,
}

/// <summary>Saves a form a moment after the last change, and at once when the page is left.</summary>
public sealed class DraftKeeper(
    Func<(Guid Task, JsonObject Data)?> current, IDrafts drafts, TimeProvider clock, Func<Task> changed, Func<Func<Task>, Task> onPage)
    : IAsyncDisposable
{
    /// <summary>Quiet time after a change before it is saved: short enough to lose nothing, long enough to save once per answer.</summary>
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(1);
    private ITimer? _timer;

    public DraftState State { get; private set; }

    public DateTime? SavedAt { get; private set; }

    /// <summary>Something changed; it will be saved soon.</summary>
    public void Touch()
    {
        State = DraftState.Pending;
        _timer?.Dispose();
        _timer = clock.CreateTimer(_ => _ = onPage(FlushAsync), null, _quiet, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The answers have been handed in: nothing is left to save.</summary>
    public void Forget()
    {
        _timer?.Dispose();
        State = DraftState.None;
    }

    public async Task FlushAsync()
    {
        _timer?.Dispose();
        if (State is not (DraftState.Pending or DraftState.Failed) || current() is not { } form)
        {
            return;
        }

        try
        {
            await drafts.SaveAsync(form.Task, (JsonObject)form.Data.DeepClone());
            (State, SavedAt) = (DraftState.Saved, clock.UtcNow());
        }
        catch (BecsException)
        {
            State = DraftState.Failed;
        }

        await changed();
    }

    public async ValueTask DisposeAsync()
    {
        if (State == DraftState.Pending)
        {
            await FlushAsync();
        }

        _timer?.Dispose();
    }
}
