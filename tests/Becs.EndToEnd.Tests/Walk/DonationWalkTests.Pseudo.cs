using Microsoft.Playwright;

namespace Becs.EndToEnd.Tests.Walk;

/// <summary>The same pages once more in the pseudo-locale, where every text that comes from a resource or a form stands in brackets.</summary>
public sealed partial class DonationWalkTests
{
    private async Task WalkAgainInPseudoLocaleAsync()
    {
        foreach (var (user, name, path) in _judge.Visited.ToList())
        {
            var person = await PersonAsync(user, "qps-ploc");
            await person.GoAsync(path, "ploc-" + name);
            var texts = await person.Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('th, label, legend, button, nav a, h1, h2, dt, .hint, .instructions, .badge, .empty')]
                  .filter(e => e.offsetParent !== null && !e.classList.contains('code') && !e.closest('.code'))
                  .map(e => e.innerText.trim())
                """);
            _judge.Problems.AddRange(texts.Where(IsPlain).Distinct().Select(t => $"{name}, plain: {t}"));
        }
    }

    /// <summary>Words of English outside brackets: letters and blanks only, and not a code.</summary>
    private static bool IsPlain(string text) =>
        text.Length > 3 && !text.Contains('[', StringComparison.Ordinal) && text.Any(char.IsAsciiLetterLower)
        && text.All(c => char.IsAsciiLetter(c) || c is ' ' or '.' or ',' or '?' or '\'' or '-');
}
