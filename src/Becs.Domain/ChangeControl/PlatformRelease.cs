using System.Security.Cryptography;
using System.Text;
using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// A build as this installation knows it: what it does to recorded work, in a canonical list named by its hash. A node serves when the release
/// of its own build is accepted, whichever others are.
/// </summary>
public sealed partial class PlatformRelease
{
    /// <summary>Length of a build id: what every burst is stamped with is this much of the release's hash.</summary>
    public const int BuildIdLength = 12;

    private PlatformRelease()
    {
    }

    /// <param name="id">Its id.</param>
    /// <param name="manifest">The canonical list of what the build consists of.</param>
    /// <param name="productVersion">Version of the product, for people.</param>
    /// <param name="firstSeenBy">The node that was the first to run it here.</param>
    /// <param name="firstSeenAt">When (UTC).</param>
    public PlatformRelease(Guid id, string manifest, string productVersion, string firstSeenBy, DateTime firstSeenAt)
    {
        (Id, Manifest, ReleaseHash) = (id, manifest, HashOf(manifest));
        (ProductVersion, FirstSeenBy, FirstSeenAt) = (productVersion, firstSeenBy, firstSeenAt);
    }

    public Guid Id { get; private set; }

    /// <summary>SHA-256 of <see cref="Manifest"/>, lower-case hex; unique.</summary>
    public string ReleaseHash { get; private set; } = "";

    /// <summary>Canonical JSON: assemblies, activities, rule packs, obligations, formats.</summary>
    public string Manifest { get; private set; } = "";

    public string ProductVersion { get; private set; } = "";

    public string FirstSeenBy { get; private set; } = "";

    public DateTime FirstSeenAt { get; private set; }

    public PlatformReleaseState State { get; private set; }

    /// <summary>What recorded cases would have done under it: canonical JSON. Null while they are replayed.</summary>
    public string? Evidence { get; private set; }

    /// <summary>SHA-256 of <see cref="Evidence"/>, lower-case hex.</summary>
    public string? EvidenceHash { get; private set; }

    public DateTime? EvidenceAt { get; private set; }

    public Guid? AcceptedById { get; private set; }

    public string? AcceptedByName { get; private set; }

    public DateTime? AcceptedAt { get; private set; }

    public Guid? SignatureId { get; private set; }

    public Guid? WithdrawnById { get; private set; }

    public string? WithdrawnByName { get; private set; }

    public DateTime? WithdrawnAt { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    public string BuildId => BuildIdOf(ReleaseHash);

    public SubjectRef Subject => new(SubjectKinds.Platform, Id);

    /// <summary>The hash a list of this content has.</summary>
    public static string HashOf(string manifest) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(manifest)));

    public static string BuildIdOf(string releaseHash) => releaseHash[..BuildIdLength];

    /// <summary>
    /// What is signed: the release with the evidence and the justifications that were read. Anything added to them makes another hash.
    /// </summary>
    public string SignedHash(IEnumerable<PlatformJustification> justifications) => new CanonicalRecord()
        .Add("platform-release", ReleaseHash).Add("evidence", EvidenceHash)
        .AddList("justifications", justifications.Select(j => j.Id.ToString("D")).Order(StringComparer.Ordinal)).Hash();

    /// <summary>The replay of history has ended.</summary>
    /// <param name="evidence">What it shows, canonical JSON.</param>
    /// <param name="nowAt">When it ended.</param>
    public void Show(string evidence, DateTime nowAt)
    {
        if (Evidence is not null)
        {
            throw new ConflictException("PLT-409", $"Platform release {BuildId} has its evidence already.");
        }

        (Evidence, EvidenceHash, EvidenceAt) = (evidence, HashOf(evidence), nowAt);
        Version++;
    }
}
