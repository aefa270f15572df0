using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Spectra;
using Lamost.Vo.Server.DataLink;
using Lamost.Vo.Server.Soda;
using Lamost.Vo.Server.Ssa;

namespace Lamost.Vo.Server.Spectra;

/// <summary>Puts the services of spectra together.</summary>
static class SpectrumHosting
{
    /// <summary>Adds what they are made of.</summary>
    public static void AddSpectra(this IServiceCollection services)
    {
        services.AddSingleton<SpectrumStore>().AddSingleton<SpectrumLibrary>().AddSingleton<SodaCutter>().AddSingleton<IJobWork, SodaJobWork>();
        services.AddSingleton<SsaEndpoint>().AddSingleton<LinksEndpoint>().AddSingleton<SodaEndpoint>().AddSingleton<SpectrumEndpoint>().AddSingleton<BatchEndpoint>().AddSingleton<SourceEndpoint>();
    }

    /// <summary>Adds their endpoints.</summary>
    public static void MapSpectra(this WebApplication app)
    {
        app.Services.GetRequiredService<SsaEndpoint>().Map(app);
        app.Services.GetRequiredService<LinksEndpoint>().Map(app);
        app.Services.GetRequiredService<SodaEndpoint>().Map(app);
        app.Services.GetRequiredService<SpectrumEndpoint>().Map(app);
        app.Services.GetRequiredService<BatchEndpoint>().Map(app);
        app.Services.GetRequiredService<SourceEndpoint>().Map(app);
    }
}
