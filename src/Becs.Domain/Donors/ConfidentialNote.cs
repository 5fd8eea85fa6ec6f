namespace Becs.Domain.Donors;

/// <summary>Free text about a person: only in the erasable store.</summary>
public sealed record ConfidentialNote(string Text);
