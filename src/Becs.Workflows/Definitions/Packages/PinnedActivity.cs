namespace Becs.Workflows.Definitions.Packages;

/// <summary>An activity type a package relies on.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="DescriptorHash">The hash of its descriptor when the package was built.</param>
public sealed record PinnedActivity(string Type, int Version, string DescriptorHash);
