using System.CommandLine;
using System.Globalization;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Metadata;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Server;

namespace Lamost.Vo.Cli.Commands;

/// <summary><c>lamost-vo serve</c>: serves an archive until it is told to stop.</summary>
static class ServeCommand
{
    public static Command Create()
    {
        var archive = new ArchiveOptions();
        var urls = new Option<string>("--urls")
        {
            Description = "Where to listen; several addresses are divided by semicolons.",
            DefaultValueFactory = _ => "http://localhost:8080",
            HelpName = "URLS",
        };
        var command = new Command("serve", "Serves an archive over HTTP until Ctrl-C or SIGTERM.") { urls };
        var service = new ServiceOptionSet();
        archive.AddTo(command);
        service.AddTo(command);
        command.SetAction((parsed, cancel) => ExitCode.OfAsync(async () =>
        {
            var settings = service.Settings(parsed, parsed.GetValue(archive.Data)!);
            await using var open = await archive.OpenAsync(parsed, join: false, cancel, service.Use(parsed, settings, parsed.GetValue(urls)!));
            await RunAsync(open, parsed.GetValue(urls)!, service.Get(parsed, settings, open), cancel);
            return ExitCode.Success;
        }));
        return command;
    }

    /// <summary>Serves until cancelled, then lets running requests end.</summary>
    public static async Task RunAsync(OpenArchive archive, string urls, ServiceOptions options, CancellationToken cancel)
    {
        var limits = new ServiceLimits { Jobs = new JobLimits { MaxSeconds = archive.Database.StatementTimeoutSeconds } };
        await using var catalog = await CatalogCache.StartAsync(archive.Database, cancel: cancel);
        await using var app = VoServer.Build(archive.Database, catalog, options, limits, urls);
        await app.StartAsync(cancel);
        Tell(options.PublicUrl?.AbsoluteUri.TrimEnd('/') ?? app.Urls.First(), catalog.Current);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancel.Register(stopped.SetResult)) await stopped.Task;
        Console.Error.WriteLine("Stopping ...");
        await app.StopAsync(CancellationToken.None);
    }

    // What a person pastes where.
    static void Tell(string root, PublishedCatalog published)
    {
        Console.WriteLine();
        Console.WriteLine("Serving. Paste into TOPCAT:");
        Console.WriteLine($"  TAP (VO > Table Access Protocol):   {root}/tap");
        foreach (var table in published.Catalog.Tables.Where(t => published.Tables[t].ConeSearch is not null))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  Cone search (VO > Cone Search):     {root}/scs/{table.Schema}/{table.Name}?   ({table.RowCount:N0} rows{(table.Simulated ? ", simulated" : "")})"));
        if (published.Catalog.Tables.Any(t => t is { Schema: "ivoa", Name: "obscore" }))
            Console.WriteLine($"  Spectra (VO > Simple Spectral Access): {root}/ssa?");
        Console.WriteLine($"In a browser: {root}/    Stop with Ctrl-C.");
    }
}
