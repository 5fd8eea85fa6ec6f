using System.Globalization;
using Becs.Persistence.Keys;

namespace Becs.Persistence.Audit;

/// <summary>A stretch of the trail: what a genuine seal lists, or (null) what no genuine seal covers.</summary>
internal sealed record Stretch(long? From, long? Upto, SealRow? Seal, IReadOnlyList<SealedCommit> Commits)
{
    public AuditSpan Span => new(From, Upto);
}

/// <summary>
/// Goes along the seals, says where one is not genuine or the chain does not hold, and which stretches can be held against a list. A seal
/// whose own code is broken still counts when the genuine seal after it names its hash.
/// </summary>
internal sealed class SealWalk(SealRow? after, KeyRing keys)
{
    private readonly List<AuditFinding> _findings = [];
    private readonly Dictionary<long, string> _hashes = after is null ? [] : new() { [after.Number] = after.Hash };
    private SealRow? _previous = after;
    private long _previousNumber = after?.Number ?? 0;
    private long? _at = after?.UptoTransaction;

    public IReadOnlyList<AuditFinding> Findings => _findings;

    /// <summary>Hashes of the seals as they stand, by number.</summary>
    public IReadOnlyDictionary<long, string> Hashes => _hashes;

    /// <summary>Where the next stretch begins; null: at the first transaction.</summary>
    public long? At => _at;

    public long Count { get; private set; }

    /// <summary>The last genuine seal.</summary>
    public SealRow? Last { get; private set; } = after;

    /// <summary>The stretches up to the end of this seal; none when it cannot be relied on.</summary>
    public IReadOnlyList<Stretch> Take((SealRow? Seal, long Number) found, SealRow? next)
    {
        Count++;
        var place = string.Create(CultureInfo.InvariantCulture, $"seal {found.Number}");
        var seal = found.Seal;
        var genuine = seal is not null && SealContent.Hash(seal) == seal.Hash && SealContent.MacMatches(seal, keys);
        var vouched = !genuine && seal is not null && next is not null && next.Number == seal.Number + 1
            && SealContent.Hash(next) == next.Hash && SealContent.MacMatches(next, keys) && SealContent.Hash(seal) == next.PreviousHash;
        var span = new AuditSpan(_at, genuine || vouched ? seal!.UptoTransaction : next?.FromTransaction);
        if (!genuine)
        {
            _findings.Add(new(AuditBreak.SealChanged, place, "Its content does not match its hash and code.", span));
        }

        CheckChain(found, genuine, place, span);
        if (seal is not null)
        {
            _hashes[seal.Number] = seal.Hash;
        }

        (_previous, _previousNumber) = (genuine || vouched ? seal : null, found.Number);
        return genuine || vouched ? Cover(seal!) : [];
    }

    private void CheckChain((SealRow? Seal, long Number) found, bool genuine, string place, AuditSpan span)
    {
        var follows = found.Number == _previousNumber + 1;
        var isFirst = _previousNumber == 0 && follows;
        var links = found.Seal is not { } seal ? !genuine
            : isFirst ? seal is { PreviousHash: "", FromTransaction: 0 }
            : _previous is null ? follows // the one before is named already
            : seal.PreviousHash == SealContent.Hash(_previous) && seal.FromTransaction == _previous.UptoTransaction;
        if (!follows || !links)
        {
            // What a genuine seal lists is not in doubt because the one before it is gone: the gap between them is.
            var gap = genuine && found.Seal!.FromTransaction > (_at ?? 0) ? span with { Upto = found.Seal.FromTransaction } : span;
            _findings.Add(new(AuditBreak.ChainBroken, place, $"It does not follow seal {found.Number - 1}.", gap));
        }
    }

    private List<Stretch> Cover(SealRow seal)
    {
        var stretches = new List<Stretch>();
        if (_at is null || seal.FromTransaction > _at)
        {
            stretches.Add(new Stretch(_at, seal.FromTransaction, null, []));
        }

        var commits = seal.Commits.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(SealedCommit.Parse).OfType<SealedCommit>();
        stretches.Add(new Stretch(Math.Max(_at ?? long.MinValue, seal.FromTransaction), seal.UptoTransaction, seal, [.. commits]));
        _at = Math.Max(_at ?? long.MinValue, seal.UptoTransaction);
        Last = seal;
        return stretches;
    }
}
