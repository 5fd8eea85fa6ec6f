using Becs.Domain.Shared;
using Becs.Server.Accounts;
using Becs.Server.Audit;
using Becs.Server.ChangeControl;
using Becs.Server.Components;
using Becs.Server.Donations;
using Becs.Server.Donors;
using Becs.Server.Hosting;
using Becs.Server.Instances;
using Becs.Server.Orders;
using Becs.Server.Patients;
using Becs.Server.Shell;
using Becs.Server.Shell.Session;
using Becs.Server.Tasks;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace Becs.EndToEnd.Tests.Screens;

/// <summary>The real pages on a free port of loopback, with sample records behind them and the product's security headers in front.</summary>
internal static class ScreenHost
{
    public static async Task<WebApplication> StartAsync(SampleData data)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "Becs.Server",
            EnvironmentName = "Development",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var services = builder.Services;
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(c => c.LoginPath = "/login");
        services.AddAuthorization();
        services.AddAntiforgery();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 6, 10, 14, 0, 0, TimeSpan.Zero));
        services.AddSingleton<IIdGenerator>(new IdGenerator(clock));
        services.AddBecsShell();
        services.AddSingleton<TimeProvider>(TimeProvider.System);
        foreach (var seam in new[]
        {
            typeof(IShellSessions), typeof(ISignInDoor), typeof(ITaskBoard), typeof(IDrafts), typeof(IInstancePages), typeof(IWorkflowPages),
            typeof(IDonorPages), typeof(IDonationPages), typeof(IUnitPages), typeof(IAuditPages), typeof(IAccountPages),
            typeof(IOrderPages), typeof(IPatientPages), typeof(IChangePages), typeof(IVendorPages), typeof(IPlanPages), typeof(IRetirementPages),
            typeof(IIntegrityPages), typeof(IPlatformPages), typeof(IEvidencePages), typeof(IPartPages), typeof(ITrainingPages), typeof(ITrainingRecordPages), typeof(IPastPages),
        })
        {
            services.Replace(new ServiceDescriptor(seam, data));
        }

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapBecsShell();
        await app.StartAsync();
        return app;
    }
}
