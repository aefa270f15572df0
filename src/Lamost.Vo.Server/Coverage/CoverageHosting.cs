using Lamost.Vo.Archive.Coverage;
using Lamost.Vo.Archive.Queries;

namespace Lamost.Vo.Server.Coverage;

/// <summary>Puts the services of coverage maps together.</summary>
static class CoverageHosting
{
    /// <summary>Adds what they are made of.</summary>
    public static void AddCoverage(this IServiceCollection services, ServiceLimits limits)
    {
        services.AddSingleton(limits.Coverage).AddSingleton<CoverageStore>();
        services.AddSingleton<CoverageAnswers>().AddSingleton<CoverageEndpoint>().AddSingleton<SpaceTimeCoverageEndpoint>().AddSingleton<ResultCoverageEndpoint>();
    }

    /// <summary>Adds their endpoints.</summary>
    public static void MapCoverage(this WebApplication app)
    {
        app.Services.GetRequiredService<CoverageEndpoint>().Map(app);
        app.Services.GetRequiredService<SpaceTimeCoverageEndpoint>().Map(app);
        app.Services.GetRequiredService<ResultCoverageEndpoint>().Map(app);
    }
}
