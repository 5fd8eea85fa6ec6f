using System.Diagnostics;
using System.Globalization;
using Becs.Server.Shell.Frame;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace Becs.Server.Hosting;

/// <summary>Writes the page of a refusal or failure, in the language of the request.</summary>
internal static class ErrorPages
{
    public static async Task WriteAsync(HttpContext http, ProblemDetails problem, bool isRefusal)
    {
        // The exception has left the part of the pipeline that had set the language.
        if (http.Features.Get<IRequestCultureFeature>()?.RequestCulture is { } culture)
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture.Culture, culture.UICulture);
        }

        // A page may have broken half-way: what renders belongs to a scope, and begins once in it.
        var before = http.RequestServices;
        await using var scope = before.CreateAsyncScope();
        http.RequestServices = scope.ServiceProvider;
        try
        {
            var page = new RazorComponentResult<ErrorPage>(new
            {
                Code = (string)problem.Extensions["code"]!,
                Number = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
                IsRefusal = isRefusal,
            })
            {
                StatusCode = problem.Status,
            };
            await page.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }
}
