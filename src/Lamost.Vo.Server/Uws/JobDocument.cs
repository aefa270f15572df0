using System.Globalization;
using System.Xml;
using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Server.Vosi;

namespace Lamost.Vo.Server.Uws;

/// <summary>Jobs in XML (UWS 1.1, appendix A; the schema is still that of namespace v1.0).</summary>
public static class JobDocument
{
    const string Uws = "http://www.ivoa.net/xml/UWS/v1.0";
    const string XLink = "http://www.w3.org/1999/xlink";

    /// <summary>What is told of a running or waiting job.</summary>
    /// <param name="QueuePosition">Jobs that wait before it; null when it does not wait.</param>
    /// <param name="Rows">Rows written.</param>
    /// <param name="Bytes">Bytes written.</param>
    public sealed record Progress(long? QueuePosition, long Rows, long Bytes);

    /// <summary>Writes a job.</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="job">The job.</param>
    /// <param name="url">Its address.</param>
    /// <param name="progress">How far it is.</param>
    public static void Write(XmlWriter xml, Job job, string url, Progress progress)
    {
        Root(xml, "job");
        xml.WriteAttributeString("version", "1.1");
        Element(xml, "jobId", job.Id);
        if (job.RunId is not null) Element(xml, "runId", job.RunId);
        Nillable(xml, "ownerId", null);
        Element(xml, "phase", Phase(job.Phase));
        Nillable(xml, "quote", null);
        Element(xml, "creationTime", Time(job.CreatedAt));
        Nillable(xml, "startTime", job.StartedAt);
        Nillable(xml, "endTime", job.EndedAt);
        Element(xml, "executionDuration", job.ExecutionSeconds.ToString(CultureInfo.InvariantCulture));
        Element(xml, "destruction", Time(job.Destruction));
        Parameters(xml, job, url, root: false);
        Results(xml, job, url, root: false);
        if (job.Error is { } error)
        {
            xml.WriteStartElement("uws", "errorSummary", Uws);
            xml.WriteAttributeString("type", error.Transient ? "transient" : "fatal");
            xml.WriteAttributeString("hasDetail", "true");
            Element(xml, "message", error.Text);
            xml.WriteEndElement();
        }
        Info(xml, job, progress);
        xml.WriteEndElement();
    }

    /// <summary>Writes the parameters of a job; the tables that came with it by reference (UWS 1.1, 2.1.11).</summary>
    public static void WriteParameters(XmlWriter xml, Job job, string url) => Parameters(xml, job, url, root: true);

    /// <summary>Writes the results of a job.</summary>
    public static void WriteResults(XmlWriter xml, Job job, string url) => Results(xml, job, url, root: true);

    /// <summary>Writes a list of jobs (UWS 1.1, 2.2.2.1).</summary>
    /// <param name="xml">Where to.</param>
    /// <param name="jobs">The jobs.</param>
    /// <param name="url">The address of each.</param>
    public static void WriteList(XmlWriter xml, IEnumerable<Job> jobs, Func<Job, string> url)
    {
        Root(xml, "jobs");
        xml.WriteAttributeString("version", "1.1");
        foreach (var job in jobs)
        {
            xml.WriteStartElement("uws", "jobref", Uws);
            xml.WriteAttributeString("id", job.Id);
            xml.WriteAttributeString("xlink", "href", XLink, url(job));
            xml.WriteAttributeString("xlink", "type", XLink, "simple");
            Element(xml, "phase", Phase(job.Phase));
            if (job.RunId is not null) Element(xml, "runId", job.RunId);
            Nillable(xml, "ownerId", null);
            Element(xml, "creationTime", Time(job.CreatedAt));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    /// <summary>A phase as the standard writes it.</summary>
    public static string Phase(JobPhase phase) => phase.ToString().ToUpperInvariant();

    /// <summary>A time as UWS writes it (UWS 1.1, 2.1: ISO 8601, UTC, with Z).</summary>
    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    static void Root(XmlWriter xml, string name)
    {
        xml.WriteStartElement("uws", name, Uws);
        xml.WriteAttributeString("xmlns", "xlink", null, XLink);
        xml.WriteAttributeString("xmlns", "xsi", null, XmlDocuments.Xsi);
    }

    static void Parameters(XmlWriter xml, Job job, string url, bool root)
    {
        if (root) Root(xml, "parameters");
        else xml.WriteStartElement("uws", "parameters", Uws);
        foreach (var parameter in job.Parameters.GroupBy(p => p.Name))
        {
            xml.WriteStartElement("uws", "parameter", Uws);
            xml.WriteAttributeString("id", parameter.Key);
            // One element a name: several tables are written as TAP 1.0 writes them.
            xml.WriteString(string.Join(';', parameter.Select(p => XmlDocuments.Allowed(p.Value))));
            xml.WriteEndElement();
        }
        foreach (var (label, _) in job.Uploads)
        {
            xml.WriteStartElement("uws", "parameter", Uws);
            xml.WriteAttributeString("id", XmlDocuments.Allowed(label));
            xml.WriteAttributeString("byReference", "true");
            xml.WriteString($"{url}/parameters/{Uri.EscapeDataString(label)}");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void Results(XmlWriter xml, Job job, string url, bool root)
    {
        if (root) Root(xml, "results");
        else xml.WriteStartElement("uws", "results", Uws);
        if (job.Result is { } result)
        {
            xml.WriteStartElement("uws", "result", Uws);
            xml.WriteAttributeString("id", "result");
            xml.WriteAttributeString("xlink", "type", XLink, "simple");
            xml.WriteAttributeString("xlink", "href", XLink, url + "/results/result");
            xml.WriteAttributeString("size", result.Bytes.ToString(CultureInfo.InvariantCulture));
            xml.WriteAttributeString("mime-type", result.MediaType);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    // The standard leaves the content to the service (UWS 1.1, 2.1.13); without a namespace it is nobody else's.
    static void Info(XmlWriter xml, Job job, Progress progress)
    {
        if (job.Phase == JobPhase.Pending) return;
        xml.WriteStartElement("uws", "jobInfo", Uws);
        Own("queuePosition", progress.QueuePosition);
        if (job.StartedAt is { } started)
        {
            Own("rows", progress.Rows);
            Own("bytes", progress.Bytes);
            xml.WriteElementString("elapsed", ((job.EndedAt ?? DateTime.UtcNow) - started).TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture));
        }
        if (job.Result is { } result)
        {
            xml.WriteElementString("overflow", result.Overflow ? "true" : "false");
            xml.WriteElementString("sha256", result.Sha256);
        }
        xml.WriteEndElement();

        void Own(string name, long? number)
        {
            if (number is { } n) xml.WriteElementString(name, n.ToString(CultureInfo.InvariantCulture));
        }
    }

    static void Element(XmlWriter xml, string name, string text) => xml.WriteElementString("uws", name, Uws, XmlDocuments.Allowed(text));

    static void Nillable(XmlWriter xml, string name, DateTime? time)
    {
        xml.WriteStartElement("uws", name, Uws);
        if (time is { } known) xml.WriteString(Time(known));
        else xml.WriteAttributeString("xsi", "nil", XmlDocuments.Xsi, "true");
        xml.WriteEndElement();
    }
}
