using Becs.Domain.Isbt128;
using Becs.Domain.Shared;

namespace Becs.Server.Components;

/// <summary>Reads a product code as calls give it: eight characters, or a scan of structure 003. Names the field when it is none.</summary>
public static class ProductCodeText
{
    /// <exception cref="InputException">ISBT-020, HTTP 400.</exception>
    public static ProductCode Read(string text, string field = "productCode")
    {
        var given = text.Trim();
        try
        {
            return ProductCode.Parse(given.StartsWith("=<", StringComparison.Ordinal) ? given[2..] : given);
        }
        catch (RuleException refused)
        {
            throw new InputException(refused.Code, field, refused.Message, refused.Facts);
        }
    }
}
