using Becs.Domain.Accounts;
using Becs.Server.Hosting;
using Becs.Server.Signatures;
using FluentValidation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Becs.Server.Accounts;

/// <summary>Sign-in: a cookie for pages, a bearer token for the API, an outside provider when one is configured.</summary>
internal static class IdentitySetup
{
    /// <summary>Chooses per request: a bearer token when one is sent, else the cookie.</summary>
    public const string Chooser = "Becs";

    public const string Cookie = "BecsCookie";

    public const string OpenId = "OpenId";

    public static IServiceCollection AddSignIn(this IServiceCollection services, BecsSettings settings)
    {
        services.AddDataProtection().SetApplicationName("Becs")
            .PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(settings.KeysPath, "sessions")));
        services.AddIdentityCore<Account>(identity =>
            {
                identity.User.AllowedUserNameCharacters = "abcdefghijklmnopqrstuvwxyz0123456789._-";
                identity.Password.RequiredLength = 10;
                identity.Lockout.MaxFailedAccessAttempts = 5;
                identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddSignInManager()
            .AddUserStore<AccountStore>()
            .AddPasswordValidator<NoDemoPassword>();
        services.AddSingleton<ILookupNormalizer, LowerCaseNames>();

        var authentication = services.AddAuthentication(Chooser)
            .AddPolicyScheme(Chooser, null, chooser => chooser.ForwardDefaultSelector = http =>
                http.Request.Headers.ContainsKey("Authorization") || http.Request.Query.ContainsKey("access_token")
                    ? BearerHandler.Name : Cookie)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.Name, bearer => bearer.TimeProvider = TimeProvider.System)
            .AddCookie(Cookie, ConfigureCookie);
        if (settings.OpenId is { } provider)
        {
            authentication.AddOpenIdConnect(OpenId, options => ConfigureOpenId(options, provider));
        }

        services.AddAuthorization();
        services.AddSingleton<IAuthorizationPolicyProvider, PermissionPolicyProvider>();
        services.AddSingleton<IAuthorizationHandler, PermissionHandler>();
        services.AddSingleton<IAuthorizationHandler, LoopbackOrPermissionHandler>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, DenialWriter>();
        services.AddAntiforgery(antiforgery => antiforgery.HeaderName = "X-Becs-Antiforgery");
        services.AddHttpContextAccessor();
        services.AddSingleton(new EndedSessions(TimeProvider.System)).AddScoped<CallerReader>();
        services.AddSingleton<TokenDesk>().AddSingleton<TotpDesk>().AddSingleton<SignInDesk>().AddSingleton<SignatureDesk>()
            .AddSingleton<AccountDesk>().AddSingleton<TrainingDesk>();
        return services;
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        // Sessions end by real time, also when the product's clock is virtual.
        options.TimeProvider = TimeProvider.System;
        options.Cookie.Name = "becs";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(15);
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.AccessDeniedPath = "/denied";
        options.Events.OnRedirectToLogin = redirect => AnswerApi(redirect, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = redirect => AnswerApi(redirect, StatusCodes.Status403Forbidden);
        // The designer asks for news by itself: only what a person does keeps a session alive.
        options.Events.OnCheckSlidingExpiration = context =>
        {
            context.ShouldRenew = context.ShouldRenew && !context.Request.Path.StartsWithSegments("/elsa");
            return Task.CompletedTask;
        };
        options.Events.OnValidatePrincipal = async context =>
        {
            var reader = context.HttpContext.RequestServices.GetRequiredService<CallerReader>();
            if (await reader.ReadAsync(context.Principal!, null, context.HttpContext.RequestAborted) is null)
            {
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(Cookie);
            }
        };
    }

    private static Task AnswerApi(RedirectContext<CookieAuthenticationOptions> redirect, int status)
    {
        if (redirect.Request.IsForProgram())
        {
            redirect.Response.StatusCode = status;
        }
        else
        {
            redirect.Response.Redirect(redirect.RedirectUri);
        }

        return Task.CompletedTask;
    }

    private static void ConfigureOpenId(OpenIdConnectOptions options, OpenIdSettings provider)
    {
        options.SignInScheme = Cookie;
        options.Authority = provider.Authority;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.ResponseType = "code";
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.TimeProvider = TimeProvider.System;
        options.Events.OnTokenValidated = context => context.HttpContext.RequestServices.GetRequiredService<SignInDesk>()
            .AdmitAsync(context, provider.UserNameClaim);
    }
}

/// <summary>The demo password exists in Development only.</summary>
internal sealed class NoDemoPassword(BecsSettings settings) : IPasswordValidator<Account>
{
    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(password == DemoData.Password && !settings.IsDevelopment
            ? IdentityResult.Failed(new IdentityError { Code = "DemoPassword", Description = "The demo password is refused outside Development." })
            : IdentityResult.Success);
}
