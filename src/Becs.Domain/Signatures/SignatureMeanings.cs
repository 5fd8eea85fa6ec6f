namespace Becs.Domain.Signatures;

/// <summary>Meanings a signature can have. The strings are stored and shown through resources: frozen.</summary>
public static class SignatureMeanings
{
    public const string Performed = "performed";
    public const string Reviewed = "reviewed";
    public const string Verified = "verified";
    public const string Released = "released";
    public const string Approved = "approved";
    public const string Lifted = "hold-lifted";
    public const string Discarded = "discarded";
    public const string MedicalDecision = "medical-decision";
    public const string EmergencyRequest = "emergency-request";
    public const string WitnessedBySecondPerson = "witnessed";
    public const string AcceptedForUse = "accepted-for-use";

    /// <summary>The signer wrote it and hands it in.</summary>
    public const string Authored = "authored";

    /// <summary>The signer, who could have approved it, does not.</summary>
    public const string Refused = "refused";

    /// <summary>The signer says why a gap in the evidence does not matter.</summary>
    public const string Justified = "justified";

    /// <summary>The signer takes it out of use.</summary>
    public const string Retired = "retired";

    /// <summary>The signer has been trained for what a version asks of their role.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>Every meaning there is.</summary>
    public static IReadOnlySet<string> All { get; } = typeof(SignatureMeanings).GetFields()
        .Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);
}
