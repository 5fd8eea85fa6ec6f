using Becs.Domain.Shared;

namespace Becs.Domain.ChangeControl;

/// <summary>This build is not accepted here: its node starts, moves and records nothing (HTTP 503). Another node may serve.</summary>
public sealed class PlatformNotAcceptedException(string message, IReadOnlyDictionary<string, string> facts)
    : BecsException(RefusalCode, message, facts)
{
    public const string RefusalCode = "PLT-001";

    public override int Status => 503;
}
