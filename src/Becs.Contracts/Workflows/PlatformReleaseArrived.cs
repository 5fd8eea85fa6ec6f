namespace Becs.Contracts.Workflows;

/// <summary>A build this installation has never seen was started. Its nodes serve nothing until quality accepts it.</summary>
/// <param name="ReleaseId">The platform release.</param>
/// <param name="ReleaseHash">Hash of what the build consists of; its first 12 characters are the build id of recorded steps.</param>
/// <param name="ProductVersion">Version of the product.</param>
public sealed record PlatformReleaseArrived(Guid ReleaseId, string ReleaseHash, string ProductVersion) : BecsEvent;
