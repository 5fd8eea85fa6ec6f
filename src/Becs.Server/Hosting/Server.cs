using Becs.Persistence;
using Becs.Server.Accounts;
using Becs.Server.ChangeControl;
using Becs.Server.Designer;
using Becs.Server.Hosting.Clocks;
using Becs.Server.Messaging;
using Becs.Server.Operations;
using Becs.Server.Shell;
using FluentValidation;

namespace Becs.Server.Hosting;

/// <summary>The server, put together: what it is made of and in which order a request passes through it.</summary>
public static class Server
{
    private const string DefaultAddress = "http://localhost:5080";

    public static WebApplication Build(string[] args)
    {
        var builder = NewBuilder(args);
        var settings = builder.AddBecs();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = StrictJson.MaxBodyBytes;
        });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]) && builder.Configuration["http_ports"] is null)
        {
            builder.WebHost.UseUrls(DefaultAddress);
        }

        builder.Services.AddSignIn(settings);
        builder.Services.AddRateLimits();
        builder.Services.AddApi();
        builder.Services.AddTelemetry(settings);
        builder.Services.AddBus(settings);
        builder.Services.AddLoops(settings);
        builder.Services.AddBecsShell();
        builder.Services.AddPages();
        builder.Services.AddDesigner();
        var app = builder.Build();
        app.UsePipeline();
        app.MapRooms();
        app.MapBecsShell();
        return app;
    }

    internal static WebApplicationBuilder NewBuilder(string[] args) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        ContentRootPath = ContentFolders.ContentRoot,
    });

    /// <summary>What the server and its verbs share: settings, clock, database, operations.</summary>
    internal static BecsSettings AddBecs(this WebApplicationBuilder builder)
    {
        var settings = SettingsReader.Read(builder.Configuration, builder.Environment);
        Directory.CreateDirectory(settings.KeysPath);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<HealthLog>();
        builder.Services.AddClock(settings);
        builder.Services.AddOperations();
        builder.Services.AddPackages();
        builder.Services.AddBecsPersistence(new PersistenceOptions
        {
            Provider = settings.DatabaseProvider,
            ConnectionString = settings.DatabaseConnectionString,
            KeysPath = settings.KeysPath,
            AnchorPath = settings.AuditAnchorPath,
            ClockMode = settings.ClockMode == ClockMode.Virtual ? "virtual" : "system",
        });
        builder.Services.AddValidatorsFromAssemblyContaining<Program>(ServiceLifetime.Singleton, includeInternalTypes: true);
        return settings;
    }

    private static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => StrictJson.Apply(json.SerializerOptions));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemWriter>();
        services.AddOpenApi("v1", api => api.AddDocumentTransformer<OpenApiSecurity>());
    }

    private static void UsePipeline(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions { SuppressDiagnosticsCallback = _ => true, AllowStatusCode404Response = true });
        app.UseSecurityHeaders();
        app.UseWhen(http => http.Request.IsForProgram(), programs => programs.UseStatusCodePages());
        app.UseRouting();
        app.UseRefusedCalls();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UsePlatformDoor();
        app.UseAntiforgery();
        app.UseCookieWriteProtection();
    }
}
