using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Becs.Server.Shell.Localisation;

/// <summary>The framework's resource localiser, with the pseudo-locale on top.</summary>
public sealed class PseudoLocalizerFactory(IOptions<LocalizationOptions> options) : IStringLocalizerFactory
{
    private readonly ResourceManagerStringLocalizerFactory _inner = new(options, NullLoggerFactory.Instance);

    public IStringLocalizer Create(Type resourceSource) => new PseudoLocalizer(_inner.Create(resourceSource));

    public IStringLocalizer Create(string baseName, string location) =>
        new PseudoLocalizer(_inner.Create(baseName, location));

    private sealed class PseudoLocalizer(IStringLocalizer inner) : IStringLocalizer
    {
        public LocalizedString this[string name] => Show(inner[name]);

        public LocalizedString this[string name, params object[] arguments] =>
            Cultures.IsPseudo && inner[name] is { ResourceNotFound: false } text
                ? new(name, string.Format(System.Globalization.CultureInfo.CurrentCulture, PseudoText.Of(text.Value), arguments))
                : inner[name, arguments];

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            inner.GetAllStrings(includeParentCultures).Select(Show);

        private static LocalizedString Show(LocalizedString text) => Cultures.IsPseudo && !text.ResourceNotFound
            ? new(text.Name, PseudoText.Of(text.Value))
            : text;
    }
}
