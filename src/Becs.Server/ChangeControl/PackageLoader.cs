namespace Becs.Server.ChangeControl;

internal sealed class PackageLoader
{
    public Task LoadAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class PackagesSetup
{
    public static IServiceCollection AddPackages(this IServiceCollection services) => services.AddSingleton<PackageLoader>();
}
