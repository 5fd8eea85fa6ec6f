using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Becs.Domain.Shared;

namespace Becs.Domain.Isbt128;

/// <summary>
/// The product description codes a site may use. Data, not code: the complete table is licensed by ICCBBA and loaded
/// by the site; we ship a small public sample that says it is not validated. An unknown code is refused, never guessed.
/// </summary>
public sealed class ProductTable
{
    private const string Field = "productTable";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        PropertyNameCaseInsensitive = false,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    private readonly FrozenDictionary<string, ProductDefinition> _byCode;

    private ProductTable(File file, IReadOnlyDictionary<string, ProductDefinition> byCode)
    {
        Name = file.Table;
        IsValidatedByIccbba = file.ValidatedByIccbba;
        _byCode = byCode.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Name and edition of the table.</summary>
    public string Name { get; }

    /// <summary>False for the sample: pages and validation reports must say so.</summary>
    public bool IsValidatedByIccbba { get; }

    /// <summary>All rows.</summary>
    public IReadOnlyCollection<ProductDefinition> Products => _byCode.Values;

    /// <summary>Reads the JSON file of the table.</summary>
    /// <exception cref="RuleException">ISBT-060: not readable, a code twice, or a row that cannot be.</exception>
    public static ProductTable Parse(ReadOnlySpan<byte> utf8)
    {
        File file;
        try
        {
            file = JsonSerializer.Deserialize<File>(utf8, _json) ?? throw new JsonException("empty");
        }
        catch (JsonException exception)
        {
            throw IsbtError.Refuse(IsbtError.TableFormat, Field, exception.Message);
        }

        var byCode = new Dictionary<string, ProductDefinition>(StringComparer.Ordinal);
        foreach (var product in file.Products)
        {
            _ = ProductCode.Create(product.Code);
            if (product.MinVolumeMl <= 0 || product.MaxVolumeMl < product.MinVolumeMl
                || !byCode.TryAdd(product.Code, product))
            {
                throw IsbtError.Refuse(
                    IsbtError.TableFormat, Field, "a code stands twice or its volumes cannot be.", product.Code);
            }
        }

        return new ProductTable(file, byCode);
    }

    /// <summary>The row of a product, or null.</summary>
    public ProductDefinition? Find(ProductCode code) => _byCode.GetValueOrDefault(code.Description);

    /// <summary>The row of a product.</summary>
    /// <exception cref="RuleException">ISBT-061: the site's table does not have the code.</exception>
    public ProductDefinition Get(ProductCode code) => Find(code)
        ?? throw IsbtError.Refuse(
            IsbtError.ProductUnknown, "productCode", "is not in this site's product table.", code.Value);

    private sealed record File
    {
        public required string Table { get; init; }

        public required string Source { get; init; }

        public required string Notice { get; init; }

        public required bool ValidatedByIccbba { get; init; }

        public required IReadOnlyList<ProductDefinition> Products { get; init; }
    }
}
