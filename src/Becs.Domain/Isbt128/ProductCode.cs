namespace Becs.Domain.Isbt128;

/// <summary>
/// ISBT 128 data structure 003: αoooo (description) + t (type of collection) + ds (division). With the DIN it is the
/// identity of one bag. What the description means comes from <see cref="ProductTable"/>, which is licensed data.
/// </summary>
public readonly record struct ProductCode
{
    /// <summary>Characters of the full code.</summary>
    public const int Length = 8;

    private const string Field = "productCode";
    private readonly string? _value;

    private ProductCode(string value) => _value = value;

    /// <summary>The eight characters.</summary>
    public string Value => _value ?? throw new InvalidOperationException("A default ProductCode is no code.");

    /// <summary>True for <c>default</c>.</summary>
    public bool IsEmpty => _value is null;

    /// <summary>Product description code, αoooo: what the table knows.</summary>
    public string Description => Value[..5];

    /// <summary>Type of collection: V volunteer allogeneic, 0 unspecified, R volunteer research; others by the
    /// licensed table.
    /// </summary>
    public char CollectionType => Value[5];

    /// <summary>Division: 00 undivided, A0 first split, Aa sub-split, 99 = see structure 032.</summary>
    public string Division => Value[6..];

    /// <summary>True when the bag is one part of a divided component.</summary>
    public bool IsDivided => Division != "00";

    /// <summary>Reads eight characters exactly.</summary>
    public static ProductCode Parse(string value)
    {
        if (value is not { Length: Length } || value[0] is < 'A' or > 'F' || !value.All(char.IsAsciiLetterOrDigit)
            || value.AsSpan(1, 4).ContainsAnyInRange('a', 'z'))
        {
            throw IsbtError.Refuse(IsbtError.Product, Field, "needs 8 characters, αoooo + type + division.", value);
        }

        if (!IsDivision(value[6], value[7]))
        {
            throw IsbtError.Refuse(IsbtError.Product, Field, "division must be 00, 99, A0-Z0 or Aa-Zz.", value);
        }

        return new(value);
    }

    /// <summary>Builds the code of a component.</summary>
    public static ProductCode Create(string description, char collectionType = 'V', string division = "00") =>
        Parse(description + collectionType + division);

    /// <summary>The same product, another division.</summary>
    public ProductCode WithDivision(string division) => Parse(Value[..6] + division);

    /// <summary>The eight characters.</summary>
    public override string ToString() => _value ?? "";

    private static bool IsDivision(char first, char second) => (first, second) switch
    {
        ('0', '0') or ('9', '9') => true,
        ( >= 'A' and <= 'Z', '0' or (>= 'a' and <= 'z')) => true,
        _ => false,
    };
}
