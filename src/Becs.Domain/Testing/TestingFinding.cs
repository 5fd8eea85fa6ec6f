namespace Becs.Domain.Testing;

/// <summary>One thing in the testing that speaks against a release.</summary>
/// <param name="Code">Reason code with the test, such as <c>missing:HCV-AB</c>.</param>
/// <param name="EvidenceId">Result, run or donation it rests on.</param>
public sealed record TestingFinding(string Code, Guid? EvidenceId = null);
