namespace Becs.Domain.Isbt128;

/// <summary>
/// ISBT 128 data structure 002: ggre. gg = ABO, RhD and intended use, or a message; r = Rh/Kell phenotype; e reserved
/// 0. Values: domain.md 4.3 (two open implementations of the ST-001 tables agree).
/// </summary>
public readonly record struct BloodGroupCode
{
    private const string Field = "bloodGroup";
    private readonly string? _code;

    private BloodGroupCode(string code) => _code = code;

    /// <summary>The four characters.</summary>
    public string Code => _code ?? throw new InvalidOperationException("A default BloodGroupCode is no code.");

    /// <summary>Null for a message and for codes that give no ABO group.</summary>
    public AboGroup? Abo => Row.Abo;

    /// <summary>Null when the code does not state RhD.</summary>
    public RhD? RhD => Row.RhD;

    /// <summary>Subgroup named by the code (A1, A2, A1B, A2B) or null.</summary>
    public string? Subgroup => Row.Subgroup;

    /// <summary>Restriction on who may receive the unit.</summary>
    public IntendedUse Use => Row.Use;

    /// <summary>The message in place of a group; <see cref="BloodGroupMessage.None"/> for a group.</summary>
    public BloodGroupMessage Message => Row.Message;

    /// <summary>Rh/Kell phenotype character, '0' when none.</summary>
    public char Phenotype => Code[2];

    private BloodGroupValues.Row Row => BloodGroupValues.Rows[Code[..2]];

    /// <summary>Reads the four characters after the data identifier =%.</summary>
    public static BloodGroupCode Parse(string code)
    {
        if (code is not { Length: 4 } || !BloodGroupValues.Rows.ContainsKey(code[..2]))
        {
            throw IsbtError.Refuse(IsbtError.BloodGroup, Field, "is no value of structure 002.", code);
        }

        if (code[2] is not ((>= '0' and <= '9') or (>= 'A' and <= 'W')) || code[3] != '0')
        {
            throw IsbtError.Refuse(IsbtError.BloodGroup, Field, "phenotype must be 0-9 or A-W, and the last 0.", code);
        }

        return new(code);
    }

    /// <summary>The code of a group for one intended use; RhD null gives the ABO-only code where one exists.</summary>
    public static BloodGroupCode From(AboGroup abo, RhD? rhD, IntendedUse use = IntendedUse.Default)
    {
        foreach (var (gg, row) in BloodGroupValues.Rows)
        {
            if (row.Message == BloodGroupMessage.None && row.Abo == abo && row.RhD == rhD && row.Use == use
                && row.Subgroup is null)
            {
                return new(gg + "00");
            }
        }

        throw IsbtError.Refuse(
            IsbtError.BloodGroup, Field, $"no code for {abo}, RhD {rhD?.ToString() ?? "unknown"}, {use}.");
    }

    /// <summary>The code of a message.</summary>
    public static BloodGroupCode From(BloodGroupMessage message)
    {
        foreach (var (gg, row) in BloodGroupValues.Rows)
        {
            if (message != BloodGroupMessage.None && row.Message == message)
            {
                return new(gg + "00");
            }
        }

        throw IsbtError.Refuse(IsbtError.BloodGroup, Field, $"no code for message {message}.");
    }

    /// <summary>The four characters.</summary>
    public override string ToString() => _code ?? "";
}
