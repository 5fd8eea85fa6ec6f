using Becs.Domain.Shared;
using Becs.Domain.Tasks;
using Becs.Server.Quarantine;
using Becs.Server.Shell.Lists;
using Becs.Server.Shell.Localisation;
using Becs.Server.Shell.Session;
using Becs.Server.Signatures;
using Becs.Server.Tasks.Forms;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Becs.Server.Tasks;

/// <summary>One task: what is asked, what has been typed, and how it ends.</summary>
public partial class TaskPage
{
    private static readonly TimeSpan _refreshEvery = TimeSpan.FromSeconds(20);
    private readonly CancellationTokenSource _stop = new();
    private DraftKeeper _drafts = default!;
    private LoadView<TaskDetail>? _view;
    private JsonForm? _form;
    private TaskDetail? _task;
    private FormState? _state;
    private DateTime? _restored;
    private CompletionResult? _result;
    private string? _refusal;
    private bool _conflict;
    private bool _busy;
    private bool _vectorChanged;
    private Guid _operation;

    [CascadingParameter]
    public ShellSession Session { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private IDrafts Drafts { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IIdGenerator Ids { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    private bool IsOpen => _task?.Row.State is TaskState.Open or TaskState.Claimed && _result?.State != CompletionState.Received;

    private bool MayWork => IsOpen && _task is { BarredReason: null, Row: { IsMine: true, State: TaskState.Claimed } } && !_conflict;

    /// <summary>Whoever lacks training is told before they fill in anything; they can still give the task back.</summary>
    private bool MayFinish => MayWork && _task?.Training is not { Stops: true };

    private string DraftText => _drafts.State switch
    {
        DraftState.Saved when _drafts.SavedAt is { } at => L["task.draftSaved", SiteClock.Show(at, Session.Zone)],
        DraftState.Pending => L["task.draftPending"],
        DraftState.Failed => L["task.draftFailed"],
        _ => "",
    };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        await _drafts.DisposeAsync();
    }

    protected override void OnInitialized() => _drafts = new DraftKeeper(
        () => _state is null || !MayWork ? null : (Id, _state.Data), Drafts, Clock, () => InvokeAsync(StateHasChanged), InvokeAsync);

    private async Task<TaskDetail?> LoadAsync()
    {
        _task = await Board.FindAsync(Id);
        (_conflict, _vectorChanged, _refusal, _result, _operation, _restored, _state) = (false, false, null, null, Ids.New(), null, null);
        if (_task?.Form is { } schema)
        {
            var draft = _task.Row.IsMine ? await Drafts.LoadAsync(Id) : null;
            _restored = draft?.SavedAt;
            _state = FormState.Start(schema, _task.Given, draft?.Data, () => Clock.UtcNow(), Session.Zone);
        }

        return _task;
    }

    private Task ReloadAsync() => _view!.LoadAsync();

    private async Task StartAgainAsync()
    {
        await Drafts.DiscardAsync(Id);
        await ReloadAsync();
    }

    private Task ClaimAsync() => TryAsync(async () =>
    {
        await Board.ClaimAsync(Id, _task!.Row.Revision);
        await ReloadAsync();
    });

    private Task ReleaseAsync() => TryAsync(async () =>
    {
        await _drafts.FlushAsync();
        await Board.ReleaseAsync(Id, _task!.Row.Revision);
        Navigation.NavigateTo("/tasks");
    });

    private Task FinishAsync(TaskOutcome outcome) => TryAsync(async () =>
    {
        if (outcome.NeedsForm && _form is not null && !await _form.CheckAsync())
        {
            return;
        }

        if (!await SeesWhatIsSoAsync())
        {
            return;
        }

        var (error, signature) = ((string?)null, (SignatureRequest?)null);
        do
        {
            signature = outcome.SignatureMeanings.Count == 0 ? null : await AskSignatureAsync(outcome, error, signature);
            if (signature is null && outcome.SignatureMeanings.Count > 0)
            {
                return;
            }

            _result = await Board.CompleteAsync(
                new(_operation, Id, _task!.Row.Revision, outcome.Name, outcome.NeedsForm ? _state?.Submission() ?? [] : [], signature));
            error = _result.Message;
        }
        while (_result.State == CompletionState.SignatureRefused);

        await ShowAsync(_result, outcome);
    });

    private Task<SignatureRequest?> AskSignatureAsync(TaskOutcome outcome, string? error, SignatureRequest? given)
    {
        var task = _task!;
        var answers = _state is null || !outcome.NeedsForm ? [] : AnswerLines.Of(_state, L);
        var request = new SigningCase(
            $"{outcome.Title}: {task.Row.Title} {task.Row.Subject}", task.SignedHash, outcome.SignatureMeanings, task.NeedsUserName,
            NeedsTotp: Session.NeedsTotp, [.. HoldLines.Of(task.Hold, L, Session.Zone), .. answers, .. VectorLines.Of(task.Vector, L, Session.Zone)]);
        return SignatureDialog.AskAsync(Dialogs, request, error, given);
    }

    private async Task ShowAsync(CompletionResult result, TaskOutcome outcome)
    {
        switch (result.State)
        {
            case CompletionState.Completed:
                _drafts.Forget();
                Notices.Say(L["task.completed", _task!.Row.Title, outcome.Title]);
                Navigation.NavigateTo(result.NextTask is { } next ? $"/tasks/{next}" : "/tasks");
                break;
            case CompletionState.Conflict:
                _conflict = true;
                await _drafts.FlushAsync();
                break;
            case CompletionState.Invalid when _state is not null && _form is not null:
                _state.ShowErrors(result.Errors ?? []);
                _operation = Ids.New();
                await _form.ShowProblemsAsync();
                break;
            case CompletionState.Received:
                _drafts.Forget();
                break;
            default:
                _refusal = result.Message;
                _operation = Ids.New();
                break;
        }
    }

    private async Task TryAsync(Func<Task> action)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _refusal) = (true, null);
        try
        {
            await action();
        }
        catch (ConflictException)
        {
            _conflict = true;
        }
        catch (BecsException refused)
        {
            _refusal = refused.Message;
        }
        finally
        {
            _busy = false;
        }
    }
}
