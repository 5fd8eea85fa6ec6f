using Becs.Domain.Rules;

namespace Becs.Domain.Donors;

/// <summary>What the donor chose in confidence. Only in the erasable store.</summary>
public sealed record SealedSelfExclusion(SelfExclusionChoice Choice);
