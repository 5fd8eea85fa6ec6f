using System.Text.Json.Serialization;

namespace Becs.Domain.Rules;

/// <summary>How sure we are of the number in a rule.</summary>
public enum Evidence
{
    /// <summary>Read in a public source.</summary>
    [JsonStringEnumMemberName("V")]
    Verified,

    /// <summary>Specialist knowledge of the cited document, not read again.</summary>
    [JsonStringEnumMemberName("K")]
    Known,

    /// <summary>Uncertain or dependent on the edition. Such a rule says what is done meanwhile: <see
    /// cref="UnconfirmedUse"/>.
    /// </summary>
    [JsonStringEnumMemberName("?")]
    Unconfirmed,
}

/// <summary>What an unconfirmed rule does until somebody confirms its number; never nothing.</summary>
public enum UnconfirmedUse
{
    /// <summary>Whoever meets the rule goes to the responsible physician.</summary>
    Refer,

    /// <summary>The value in the row is the strictest confirmed one and is applied as it stands.</summary>
    Strictest,
}
