using Becs.Domain.Shared;

namespace Becs.Domain.Testing;

/// <summary>Place of a result in its algorithm.</summary>
public enum TestRole
{
    Initial,

    /// <summary>First of the duplicate repeat after an initially reactive result.</summary>
    Repeat1,

    /// <summary>Second of the duplicate repeat.</summary>
    Repeat2,

    /// <summary>Supplemental or confirmatory test after a repeatedly reactive one.</summary>
    Confirmatory,
}

/// <summary>Codes of roles in events, requests and laboratory files.</summary>
public static class TestRoles
{
    public static string Code(this TestRole role) => role switch
    {
        TestRole.Initial => "initial",
        TestRole.Repeat1 => "repeat1",
        TestRole.Repeat2 => "repeat2",
        _ => "confirmatory",
    };

    /// <exception cref="InputException">TST-004 for anything else.</exception>
    public static TestRole Parse(string? code) => code switch
    {
        "initial" => TestRole.Initial,
        "repeat1" => TestRole.Repeat1,
        "repeat2" => TestRole.Repeat2,
        "confirmatory" => TestRole.Confirmatory,
        _ => throw new InputException("TST-004", "role", $"There is no role '{code}': initial, repeat1, repeat2, confirmatory."),
    };
}
