namespace Becs.Persistence.Outbox;

/// <param name="Published">Events published and deleted.</param>
/// <param name="Failed">Events that failed and will be tried again; each holds back the later events of its subject.</param>
/// <param name="SetAside">Events given up after too many attempts, with their reason; their subject goes on, consumers see the gap.</param>
/// <param name="BusUnavailable">True when the pass ended because the bus did not answer.</param>
public sealed record OutboxPass(int Published, int Failed, int SetAside, bool BusUnavailable);
