namespace Becs.Contracts.Signals;

/// <summary>
/// A message *to* this system: another system tells that something it was asked for has come about. It wakes workflows that wait for it
/// (<c>Becs.WaitForSignal</c>) and does nothing else: it records no fact, starts no workflow and decides nothing about blood. Its namespace and
/// name are its wire name. Carries ids and codes, no personal data.
/// </summary>
/// <param name="SignalId">Given by the sender; the same for each repetition of the same signal, so that it has its effect once.</param>
/// <param name="Name">What came about: one of the names the operator allows.</param>
/// <param name="SubjectId">The record it is about: a donation, a unit, an order.</param>
/// <param name="Code">How it went, as a code such as <c>DELIVERED</c>; null where the name says it all.</param>
public sealed record ExternalSignal(Guid SignalId, string? Name, Guid SubjectId, string? Code = null);
