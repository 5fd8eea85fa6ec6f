using Becs.Domain.Shared;

namespace Becs.Domain.Rules;

/// <summary>Refusals of this room. A pack that is refused is not loaded at all: half a pack is worse than
/// none.</summary>
internal static class RuleError
{
    internal const string PackUnreadable = "RULE-001";
    internal const string RowInvalid = "RULE-002";
    internal const string VersionsOverlap = "RULE-003";
    internal const string Loosens = "RULE-004";
    internal const string NoLaw = "RULE-005";
    internal const string NothingCovers = "RULE-007";
    internal const string WrongClass = "RULE-008";
    internal const string TooLate = "RULE-009";
    internal const string NeedsModification = "RULE-010";

    internal static RuleException Refuse(string code, string message, string? pack = null, string? rule = null)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (pack is not null)
        {
            facts["pack"] = pack;
        }

        if (rule is not null)
        {
            facts["rule"] = rule;
        }

        var where = string.Join(", ", new[] { pack, rule }.Where(part => part is not null));
        return new RuleException(code, $"{code} {where}{(where.Length > 0 ? ": " : "")}{message}", facts);
    }
}
