using System.Globalization;
using System.Net;
using Xunit;

namespace Lamost.Vo.Server.Tests.Uws;

/// <summary>Makes and watches jobs as a client does.</summary>
sealed class JobClient(ServiceClient http)
{
    public const string Quick = "SELECT TOP 3 obsid FROM dr10.lrs_catalogue";

    /// <summary>Counts 3000 to the fourth, which ends in no test's time.</summary>
    public const string Endless = "SELECT COUNT(*) AS n FROM dr10.lrs_catalogue AS a, dr10.lrs_catalogue AS b, dr10.lrs_catalogue AS c, dr10.lrs_catalogue AS d";

    public ServiceClient Http => http;

    /// <summary>Makes a job, and gives its path.</summary>
    public async Task<string> CreateAsync(params (string Name, string Value)[] parameters) => Path(await http.PostFormAsync("/tap/async", parameters));

    public async Task<string> RunAsync(params (string Name, string Value)[] parameters)
    {
        var job = await CreateAsync(parameters);
        SeeOther(await PhaseAsync(job, "RUN"), job);
        return job;
    }

    public Task<Answer> PhaseAsync(string job, string phase) => http.PostFormAsync(job + "/phase", ("PHASE", phase));

    public async Task<string> PhaseOfAsync(string job) => (await http.GetAsync(job + "/phase")).Good().Text;

    /// <summary>Waits by WAIT until the job has ended, and gives its document.</summary>
    public async Task<Answer> EndAsync(string job)
    {
        while (true)
        {
            var document = (await http.GetAsync(job + "?WAIT=-1")).Good();
            if (Text(document, "phase") is not ("PENDING" or "QUEUED" or "EXECUTING")) return document;
        }
    }

    public async Task<Answer> ResultAsync(string job)
    {
        var end = await EndAsync(job);
        Assert.True(Text(end, "phase") == "COMPLETED", end.Text);
        return (await http.GetAsync(job + "/results/result")).Good();
    }

    public Task<Answer> DeleteAsync(string job) => http.SendAsync(new HttpRequestMessage(HttpMethod.Delete, http.Url + job));

    public static string Text(Answer document, string element) => document.All(element).First().Value;

    /// <summary>Checks that an answer leads to the job.</summary>
    public void SeeOther(Answer answer, string job)
    {
        Assert.True(answer.Status == HttpStatusCode.SeeOther, $"{answer.Status}: {answer.Text}");
        Assert.Equal(http.Url + job, answer.Headers["Location"]);
    }

    /// <summary>Waits until the job is in a phase.</summary>
    public async Task UntilAsync(string job, string phase)
    {
        for (var i = 0; await PhaseOfAsync(job) is var at && at != phase; i++)
        {
            Assert.True(i < 500, $"{job} is {at}, not {phase}.");
            await Task.Delay(20);
        }
    }

    public static double Number(Answer document, string element) => double.Parse(Text(document, element), CultureInfo.InvariantCulture);

    string Path(Answer answer)
    {
        Assert.True(answer.Status == HttpStatusCode.SeeOther, $"{answer.Status}: {answer.Text}");
        Assert.StartsWith(http.Url + "/tap/async/", answer.Headers["Location"]);
        return answer.Headers["Location"][http.Url.Length..];
    }
}
