using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Archive.Queries;
using Lamost.Vo.Archive.Uploads;
using Lamost.Vo.Server.Http;
using Lamost.Vo.Server.Tap;

namespace Lamost.Vo.Server.Uws;

/// <summary>Starts the runner of jobs with the service, and stops it with it: what runs then is queued again.</summary>
sealed class JobsHost(JobRunner runner, ILogger<JobsHost> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        runner.Failed += (job, code, cause) => log.JobFailed(cause, job, code);
        return runner.StartAsync(cancellationToken);
    }

    // What does not end in the time that a service has to stop is found by the next one, like what a dead process leaves.
    public Task StopAsync(CancellationToken cancellationToken) => runner.DisposeAsync().AsTask().WaitAsync(cancellationToken);
}

/// <summary>Puts the services of jobs and uploads together.</summary>
static class JobServices
{
    /// <summary>Adds them.</summary>
    public static void AddJobs(this IServiceCollection services, ServiceOptions options, ServiceLimits limits)
    {
        services.AddSingleton(limits.Jobs).AddSingleton(limits.Uploads).AddSingleton(new JobFiles(options.JobsDirectory));
        services.AddSingleton<ServiceInstance>().AddSingleton<JobStore>().AddSingleton<JobSignals>().AddSingleton<JobRunner>();
        services.AddSingleton<UploadFetcher>().AddSingleton<UploadLoader>();
        services.AddSingleton<IJobWork, TapJobWork>().AddSingleton<UwsEndpoints>().AddSingleton<TapSync>().AddSingleton<LateQueries>().AddSingleton<ExamplesPage>();
        services.AddHostedService<JobsHost>();
    }
}
