using Becs.Server.Resources;
using Becs.Server.Shell.Localisation;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Localization;
using MudBlazor;
using MudBlazor.Services;

namespace Becs.Server.Shell;

/// <summary>The staff's pages: what they need and where they are.</summary>
public static class ShellSetup
{
    /// <summary>A form with a long table must get through one message of the circuit.</summary>
    private const int LargestMessageBytes = 512 * 1024;

    public static IServiceCollection AddBecsShell(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddSingleton<IStringLocalizerFactory, PseudoLocalizerFactory>();
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SetDefaultCulture(Cultures.Default);
            options.AddSupportedCultures([.. Cultures.All]).AddSupportedUICultures([.. Cultures.All]);
            options.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessageBytes);
        services.AddCascadingAuthenticationState();
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.PreventDuplicates = true;
        });
        services.AddScoped<Announcing.Notices>();
        services.AddScoped<ProcessTitles>().AddScoped<Donations.RecordTexts>();
        services.AddScoped<PageCaller>();
        services.AddScoped<IShellSessions, ShellSessions>();
        services.AddScoped<ISignInDoor, SignInDoor>();
        return services;
    }

    /// <summary>Call after authentication, authorisation and antiforgery are in the pipeline.</summary>
    public static WebApplication MapBecsShell(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.MapStaticAssets();
        ShellEndpoints.Map(app);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        return app;
    }
}
