using System.Data;
using System.Diagnostics;
using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Donors;
using Becs.Persistence.Operations;
using Becs.Persistence.Outbox;
using Becs.Persistence.Subjects;
using Becs.Persistence.Tasks;
using Becs.Persistence.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Becs.Persistence.Commit;

/// <summary>
/// The one place where anything is committed. One operation is one scope, one context and one transaction: safety versions are asserted
/// under lock, then everything staged by stores, with audit rows, signature, events, stimuli and the operation's answer, is written; a
/// failure anywhere leaves none of it.
/// </summary>
public sealed partial class UnitOfWork
{
    /// <summary>Under the name the server listens to.</summary>
    private static readonly ActivitySource Source = new("Becs");

    private readonly BecsDbContext _db;
    private readonly ICurrentOperation _current;
    private readonly SubjectLedger _subjects;
    private readonly EventSink _events;
    private readonly AuditTrail _audit;
    private readonly CommitStatements _statements;
    private readonly CommitParts _parts;
    private string _requestHash = "";
    private string? _response;
    private string _status = "done";
    private bool _finished;
    private bool _isDraft;
    private bool _takesNumber;

    internal UnitOfWork(
        BecsDbContext db, ICurrentOperation current, SubjectLedger subjects, EventSink events, AuditTrail audit,
        CommitStatements statements, CommitParts parts)
    {
        (_db, _current, _subjects, _events, _audit, _statements, _parts) = (db, current, subjects, events, audit, statements, parts);
    }

    /// <summary>What was asked (SHA-256 hex of the canonical request): a retry with the same operation id must ask the same.</summary>
    public void Request(string requestHash) => _requestHash = requestHash;

    /// <summary>The answer, stored in the same commit; a retry of the operation returns it.</summary>
    public void Respond(string json, string status = "done") => (_response, _status) = (json, status);

    /// <summary>
    /// What is committed is a draft that is there already, saved once more: no record, so no row of the trail and no answer to repeat. That
    /// the draft was begun is in the trail, and so is what it becomes when it is handed in.
    /// </summary>
    public void OnlyDraft() => _isDraft = true;

    /// <summary>Writes everything staged in this scope, or nothing. Afterwards the scope is spent, whether it worked or not.</summary>
    /// <exception cref="StaleDecisionException">A record a decision rests on changed since it was read.</exception>
    /// <exception cref="CommitConflictException">Lost update, duplicate identity or lock conflict.</exception>
    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        if (_finished)
        {
            throw new InvalidOperationException("This scope has committed or failed already. An operation has one commit.");
        }

        _finished = true;
        using var trace = Source.StartActivity("commit");
        trace?.SetTag("becs.action", _current.Context.Action).SetTag("becs.status", _status);
        CommitSummary summary;
        try
        {
            using (_db.IsPostgres ? null : await _parts.Gate.EnterAsync(cancellationToken))
            {
                summary = await WriteAsync(_current.Context, cancellationToken);
            }
        }
        catch (Exception exception) when (CommitErrors.Translate(exception, _db, _takesNumber) is { } conflict)
        {
            throw conflict;
        }

        _parts.FailPoints.Hit(CommitSteps.Committed);
        _parts.Hooks.Notify(summary);
    }

    /// <summary>
    /// Records that something was tried and refused. Call it in a scope of its own: nothing else may be staged. The message of the refusal
    /// is not stored, only its code and facts.
    /// </summary>
    /// <param name="refusal">Why.</param>
    /// <param name="subject">What it was tried on, such as <c>task:…</c>; null when that is not known.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task CommitRefusalAsync(BecsException refusal, string? subject = null, CancellationToken cancellationToken = default)
    {
        _db.ChangeTracker.DetectChanges();
        if (_db.ChangeTracker.HasChanges() || _events.Raised.Count > 0)
        {
            throw new InvalidOperationException("A refusal is recorded in a scope of its own; this one has staged changes.");
        }

        _audit.Record(
            new SubjectRef(SubjectKinds.System, _current.Context.OperationId),
            "operation.refused",
            null,
            subject is null
                ? Mapping.StoredJson.Write(new { refusal.Code, refusal.Facts })
                : Mapping.StoredJson.Write(new { refusal.Code, refusal.Facts, subject }));
        _status = "refused";
        return CommitAsync(cancellationToken);
    }

    /// <summary>
    /// Commits a submission that is kept instead of applied (<see cref="IReceivedSubmissions"/>), in a scope of its own: no operation row, so
    /// that the retry with the same operation id is not taken for a repetition.
    /// </summary>
    public Task CommitReceivedAsync(CancellationToken cancellationToken = default)
    {
        _status = "received";
        return CommitAsync(cancellationToken);
    }

    private async Task<CommitSummary> WriteAsync(OperationContext operation, CancellationToken cancellationToken)
    {
        _parts.FailPoints.Hit(CommitSteps.Begin);
        var level = _db.IsPostgres ? IsolationLevel.ReadCommitted : IsolationLevel.Serializable;
        await using var transaction = await _db.Database.BeginTransactionAsync(level, cancellationToken);
        _parts.FailPoints.Hit(CommitSteps.TransactionOpen);

        var sequenced = _events.Raised.Select(e => e.Subject);
        var locked = await SubjectLocker.LockAsync(_db, _subjects.Locks(sequenced), _statements.Staged, cancellationToken);
        _parts.FailPoints.Hit(CommitSteps.SubjectsLocked);

        _subjects.Compare(locked.Rows);
        _parts.FailPoints.Hit(CommitSteps.VersionsCompared);

        var summary = StageEvents(operation, StageSubjects(locked));
        _parts.FailPoints.Hit(CommitSteps.EventsStamped);

        if (operation.Signature is { } signature)
        {
            _db.Add(signature);
        }

        _parts.FailPoints.Hit(CommitSteps.SignatureStaged);
        if (_isDraft)
        {
            await SaveDraftAsync(operation, transaction, cancellationToken);
            return summary;
        }

        StageOperation(operation);
        _parts.FailPoints.Hit(CommitSteps.OperationStaged);
        _db.ChangeTracker.DetectChanges();
        RowVersions.Raise(_db);
        var written = RowCode.Stamp(_db, _parts.Keys);
        await RowStanding.DemandNewestAsync(_db, _parts.Keys, cancellationToken);
        _db.AddRange(_parts.Stamp.Rows(operation, _status, _audit.Entries, written, locked.TransactionNumber));
        _parts.FailPoints.Hit(CommitSteps.AuditStaged);
        _takesNumber = _db.ChangeTracker.Entries<SerialRow>().Any(e => e.State is EntityState.Added or EntityState.Modified);
        _db.OpenForCommit();
        if (_db.IsPostgres)
        {
            // The rows and COMMIT are one message to the database: there is no point between them where anything could break.
            _parts.FailPoints.Hit(CommitSteps.RowsSaved);
            await WriteAndCommitAsync(_db, transaction, cancellationToken);
            return summary;
        }

        await _db.SaveChangesAsync(cancellationToken);
        _parts.FailPoints.Hit(CommitSteps.RowsSaved);
        await transaction.CommitAsync(cancellationToken);
        return summary;
    }

    private async Task SaveDraftAsync(OperationContext operation, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        _db.ChangeTracker.DetectChanges();
        if (operation.Signature is not null || _events.Raised.Count > 0 || _audit.Entries.Count > 0
            || _db.ChangeTracker.Entries().Any(e => e.State != EntityState.Unchanged && e.Entity is not TaskDraftRow))
        {
            throw new InvalidOperationException("More than a draft is staged here: it must be recorded.");
        }

        _db.OpenForCommit();
        await _db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private Dictionary<SubjectRef, SubjectRow> StageSubjects(LockedSubjects locked)
    {
        var rows = new Dictionary<SubjectRef, SubjectRow>();
        foreach (var (subject, row) in locked.Rows)
        {
            if (!locked.AreRaised)
            {
                _db.Attach(row);
            }

            rows[subject] = row;
        }

        foreach (var subject in _subjects.Created)
        {
            rows[subject] = new SubjectRow { Kind = subject.Kind, Id = subject.Id };
            _db.Add(rows[subject]);
        }

        foreach (var subject in _subjects.Bumped)
        {
            rows[subject].SafetyVersion++;
        }

        return rows;
    }

    private CommitSummary StageEvents(OperationContext operation, Dictionary<SubjectRef, SubjectRow> subjects)
    {
        foreach (var raised in _events.Raised)
        {
            var row = EventSink.Stamp(raised, ++subjects[raised.Subject].Sequence, _parts.Ids.New(), operation);
            _db.Add(row);
            if (_parts.Subscriptions.IsListened(raised.Fact.GetType().Name))
            {
                _db.Add(Stimulus(row, raised, operation));
            }
        }

        var stimuli = _db.ChangeTracker.Entries<StimulusRow>().Count(e => e.State == EntityState.Added);
        return new CommitSummary(_events.Raised.Count, stimuli);
    }

    private StimulusRow Stimulus(OutboxRow row, RaisedEvent raised, OperationContext operation) => new()
    {
        Id = _parts.Ids.New(),
        Kind = FactStimulus.Kind,
        Name = raised.Fact.GetType().Name,
        CorrelationId = raised.Subject.ToString(),
        SourceInstanceId = operation.InstanceId,
        Body = row.Body,
        SiteId = row.SiteId,
        CreatedAt = operation.NowAt,
    };

    // The system's own steps (timers, stimuli) repeat by their own rows; they leave an answer only when one was given.
    private void StageOperation(OperationContext operation)
    {
        if (_status is "refused" or "received" || (operation.IsSystem && _response is null))
        {
            return;
        }

        _db.Add(new OperationRow
        {
            OperationId = operation.OperationId,
            UserId = operation.UserId,
            Action = operation.Action,
            RequestHash = _requestHash,
            Status = _status,
            ResponseJson = _response,
            RecordedAt = operation.NowAt,
            SiteId = operation.SiteId.Value,
        });
    }
}
