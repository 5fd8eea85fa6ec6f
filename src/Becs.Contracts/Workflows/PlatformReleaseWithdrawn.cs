namespace Becs.Contracts.Workflows;

/// <summary>Quality took the acceptance of a build back: its nodes stop serving.</summary>
/// <param name="ReleaseId">The platform release.</param>
/// <param name="ReleaseHash">Hash of what the build consists of; its first 12 characters are the build id of recorded steps.</param>
/// <param name="ProductVersion">Version of the product.</param>
public sealed record PlatformReleaseWithdrawn(Guid ReleaseId, string ReleaseHash, string ProductVersion) : BecsEvent;
