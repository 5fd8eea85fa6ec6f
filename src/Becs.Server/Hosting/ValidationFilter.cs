using Becs.Domain.Shared;
using Becs.Server.Operations;
using FluentValidation;

namespace Becs.Server.Hosting;

/// <summary>
/// Checks the shape of a request before anything runs: the validator of its record, the same the page uses. Failures are one 400 that names
/// every field.
/// </summary>
internal sealed class ValidationFilter<T> : IEndpointFilter
    where T : class
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.Arguments.OfType<T>().FirstOrDefault()
            ?? throw new InputException("INP-401", "body", "The request needs a body.");
        var validator = context.HttpContext.RequestServices.GetRequiredService<IValidator<T>>();
        var result = await validator.ValidateAsync(request, context.HttpContext.RequestAborted);
        if (result.IsValid)
        {
            return await next(context);
        }

        var errors = result.Errors
            .GroupBy(e => JsonName(e.PropertyName), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(e => e.ErrorMessage).ToArray(), StringComparer.Ordinal);
        var first = errors.First();
        context.HttpContext.Refuse("INP-400", errors.Keys);
        return Results.ValidationProblem(errors, title: $"{first.Key}: {first.Value[0]}", type: "urn:becs:INP-400",
            extensions: new Dictionary<string, object?> { ["code"] = "INP-400" });
    }

    private static string JsonName(string path) =>
        string.Join('.', path.Split('.').Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName));
}

public static class ValidationFilterExtensions
{
    /// <summary>Validates the body with the registered <see cref="IValidator{T}"/> before the handler runs.</summary>
    public static RouteHandlerBuilder Validate<T>(this RouteHandlerBuilder endpoint)
        where T : class => endpoint.AddEndpointFilter<ValidationFilter<T>>().ProducesValidationProblem();
}
