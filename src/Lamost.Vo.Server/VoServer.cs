using Lamost.Vo.Archive.Database;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server.ConeSearch;
using Lamost.Vo.Server.Coverage;
using Lamost.Vo.Server.Hips;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Pages;
using Lamost.Vo.Server.Registry;
using Lamost.Vo.Server.Spectra;
using Lamost.Vo.Server.Tap;
using Lamost.Vo.Server.Uws;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server;

/// <summary>Puts the web service together.</summary>
public static class VoServer
{
    /// <summary>Builds the service over an open archive. The caller starts it, stops it, and disposes the archive after it.</summary>
    /// <param name="database">The archive; not owned.</param>
    /// <param name="catalog">What is published; not owned.</param>
    /// <param name="options">Who publishes, and where.</param>
    /// <param name="limits">The limits, announced in the capabilities.</param>
    /// <param name="urls">Where to listen, e.g. <c>http://localhost:8080</c>; several are divided by semicolons.</param>
    /// <exception cref="ArgumentException">The time limit that would be announced is not that of the database's readers.</exception>
    public static WebApplication Build(ArchiveDatabase database, CatalogCache catalog, ServiceOptions options, ServiceLimits limits, string urls)
    {
        if (limits.Jobs.MaxSeconds != database.StatementTimeoutSeconds)
            throw new ArgumentException($"The limit is {limits.Jobs.MaxSeconds} s, that of the database's readers {database.StatementTimeoutSeconds} s.", nameof(limits));
        // The slim builder reads no configuration files from wherever the service happens to be started.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.WebHost.UseUrls(urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = limits.Uploads.Bytes;
            kestrel.Limits.MaxRequestLineSize = 1 << 20;
            kestrel.Limits.MaxRequestBufferSize = 2 << 20;
        });
        builder.Services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form =>
        {
            form.ValueLengthLimit = limits.MaxRequestBytes;
            form.MultipartBodyLengthLimit = limits.Uploads.Bytes;
            form.ValueCountLimit = 1024;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.AddSingleton(database).AddSingleton(catalog).AddSingleton(options).AddSingleton(limits);
        builder.Services.AddSingleton<QueryService>().AddSingleton<ServiceHealth>().AddSingleton<ServiceUrls>();
        builder.Services.AddSingleton<TapEndpoints>().AddSingleton<ConeSearchEndpoint>().AddSingleton<HomePage>().AddSingleton<SkyPage>();
        builder.Services.AddSingleton<VosiEndpoints>();
        builder.Services.AddRegistry();
        builder.Services.AddSpectra();
        builder.Services.AddCoverage(limits);
        builder.Services.AddJobs(options, limits);
        builder.Services.AddHips();
        builder.Services.AddManners();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(10));

        var app = builder.Build();
        app.UseManners();
        app.Services.GetRequiredService<TapEndpoints>().Map(app);
        app.Services.GetRequiredService<ConeSearchEndpoint>().Map(app);
        app.MapSpectra();
        app.Services.GetRequiredService<VosiEndpoints>().Map(app);
        app.MapRegistry();
        app.MapCoverage();
        app.MapHips();
        app.Services.GetRequiredService<HomePage>().Map(app);
        app.Services.GetRequiredService<SkyPage>().Map(app);
        return app;
    }
}
