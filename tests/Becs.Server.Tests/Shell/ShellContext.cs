using Becs.Domain.Shared;
using Becs.Server.Shell.Announcing;
using Becs.Server.Shell.Localisation;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace Becs.Server.Tests.Shell;

/// <summary>A place to render components in, with the real texts.</summary>
internal sealed class ShellContext : BunitContext
{
    public ShellContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddLocalization();
        Services.AddSingleton<IStringLocalizerFactory, PseudoLocalizerFactory>();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton<IIdGenerator>(new IdGenerator(Clock));
        Services.AddScoped<Notices>();
        Services.AddScoped<ProcessTitles>();
        RenderTree.Add<Microsoft.AspNetCore.Components.CascadingValue<ShellSession>>(p => p.Add(c => c.Value, Session));
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 10, 14, 0, 0, TimeSpan.Zero));

    public static ShellSession Session { get; } = Someone(Permissions.All);

    public static ShellSession Someone(IReadOnlySet<string> permissions)
    {
        var site = new SiteChoice(Guid.Parse("0197589a-0000-7000-8000-000000000001"), "NOR", "North", TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        return new("scr1", "Sam Screener", permissions, [site], site);
    }
}
