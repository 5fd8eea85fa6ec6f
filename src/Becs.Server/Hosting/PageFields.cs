using System.Text.Json;
using FluentValidation.Results;

namespace Becs.Server.Hosting;

/// <summary>What a validator found, as pages show it: one exception that names every field as the API names it.</summary>
internal static class PageFields
{
    public static FieldsRefusedException Refused(ValidationResult result)
    {
        var errors = result.Errors
            .GroupBy(e => string.Join('.', e.PropertyName.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName)), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(e => e.ErrorMessage).ToArray(), StringComparer.Ordinal);
        var first = errors.First();
        return new FieldsRefusedException("INP-400", $"{first.Key}: {first.Value[0]}", errors);
    }
}
