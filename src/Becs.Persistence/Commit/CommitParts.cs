using Becs.Domain.Shared;
using Becs.Persistence.Audit;
using Becs.Persistence.Keys;

namespace Becs.Persistence.Commit;

/// <summary>What every unit of work shares.</summary>
internal sealed record CommitParts(
    SqliteWriteGate Gate,
    AuditStamp Stamp,
    KeyRing Keys,
    IIdGenerator Ids,
    IFailPoints FailPoints,
    IEventSubscriptions Subscriptions,
    CommitHooks Hooks);
