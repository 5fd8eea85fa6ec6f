namespace Becs.Server.Signatures;

/// <summary>What a person gives to sign. The password is checked once and kept nowhere.</summary>
/// <param name="UserName">Null when this session has signed before on this workstation.</param>
/// <param name="SignedHash">Hash of the record as it was shown.</param>
public sealed record SignatureGiven(
    string? UserName, string Password, string? Totp, string Meaning, string Reason, string SignedHash);

/// <summary>What the dialog shows and asks for.</summary>
/// <param name="Subject">What is being signed, in words.</param>
/// <param name="Lines">The record as shown: name and value of each line, so that one signs what one sees.</param>
public sealed record SignatureRequest(
    string Subject,
    string SignedHash,
    IReadOnlyList<string> Meanings,
    bool NeedsUserName,
    bool NeedsTotp,
    IReadOnlyList<SignatureLine> Lines);

/// <summary>One line of what is signed.</summary>
public sealed record SignatureLine(string Name, string Value);
