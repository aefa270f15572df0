using Lamost.Vo.Archive.Registry;

namespace Lamost.Vo.Server.Registry;

/// <summary>Puts the registry together.</summary>
static class RegistryHosting
{
    /// <summary>Adds what it is made of.</summary>
    public static void AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton<RegistryStore>().AddSingleton<RegistryUpdater>().AddSingleton<OaiEndpoint>();
        services.AddHostedService(s => s.GetRequiredService<RegistryUpdater>());
    }

    /// <summary>Adds its endpoint.</summary>
    public static void MapRegistry(this WebApplication app) => app.Services.GetRequiredService<OaiEndpoint>().Map(app);
}
