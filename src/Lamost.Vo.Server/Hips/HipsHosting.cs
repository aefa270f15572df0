using Lamost.Vo.Archive.Hips;

namespace Lamost.Vo.Server.Hips;

/// <summary>Puts the HiPS of the service together.</summary>
static class HipsHosting
{
    /// <summary>Adds what they are made of.</summary>
    public static void AddHips(this IServiceCollection services)
    {
        services.AddSingleton<HipsLibrary>().AddSingleton<DensityPictures>().AddSingleton<HipsRecords>().AddSingleton<HipsEndpoints>().AddSingleton<JobHipsMaker>();
        services.AddSingleton<TileKeeper>().AddHostedService(s => s.GetRequiredService<TileKeeper>());
    }

    /// <summary>Adds their endpoints.</summary>
    public static void MapHips(this WebApplication app) => app.Services.GetRequiredService<HipsEndpoints>().Map(app);
}
