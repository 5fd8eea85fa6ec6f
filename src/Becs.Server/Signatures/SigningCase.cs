namespace Becs.Server.Signatures;

/// <summary>What the signature dialog shows and asks for.</summary>
/// <param name="Subject">What is being signed, in words.</param>
/// <param name="SignedHash">Hash of the record as shown.</param>
/// <param name="Lines">The record as shown: name and value of each line, so that one signs what one sees.</param>
public sealed record SigningCase(
    string Subject,
    string SignedHash,
    IReadOnlyList<string> Meanings,
    bool NeedsUserName,
    bool NeedsTotp,
    IReadOnlyList<SignatureLine> Lines);

/// <summary>One line of what is signed.</summary>
public sealed record SignatureLine(string Name, string Value);
