using Becs.Domain.Shared;
using Becs.Server.Shell.Lists;
using Microsoft.JSInterop;

namespace Becs.Server.Tasks;

/// <summary>What the task decides on, beside it, kept up to date: nobody presses Release on what was so an hour ago.</summary>
public partial class TaskPage
{
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
        {
            _ = WatchAsync(_stop.Token);
        }
    }

    /// <summary>A blocked bag can still be handed to the gate, which then says so on record; but not with the button of the usual way.</summary>
    private Tone ToneOf(TaskOutcome outcome) => _task?.Vector is { Blocking: > 0 } && outcome.Tone == Tone.Good ? Tone.Warning : outcome.Tone;

    /// <summary>False when something changed since it was shown: the person looks again before deciding.</summary>
    private async Task<bool> SeesWhatIsSoAsync()
    {
        if (_task?.Vector is not { } shown)
        {
            return true;
        }

        await RefreshAsync(_stop.Token);
        if (_conflict || _task?.Vector?.Hash == shown.Hash)
        {
            return !_conflict;
        }

        StateHasChanged();
        await Js.InvokeVoidAsync("becs.focus", "vector-changed");
        return false;
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_task is not { } before || await Board.FindAsync(Id, cancellationToken) is not { } now)
        {
            return;
        }

        if (now.Row.Revision != before.Row.Revision)
        {
            _conflict = true;
            return;
        }

        _vectorChanged = now.Vector?.Hash != before.Vector?.Hash || (_vectorChanged && !_busy);
        _task = now;
    }

    private async Task WatchAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(_refreshEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await InvokeAsync(async () =>
                {
                    if (_task?.Vector is not null && IsOpen && !_busy && !_conflict)
                    {
                        await RefreshAsync(stop);
                        StateHasChanged();
                    }
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page is gone.
        }
        catch (BecsException)
        {
            // The session ended or the task left the site: the next thing the person does says so.
        }
    }
}
