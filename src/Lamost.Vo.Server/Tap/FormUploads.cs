using Lamost.Vo.Archive.Jobs;
using Lamost.Vo.Server.Http;

namespace Lamost.Vo.Server.Tap;

/// <summary>The tables that come as parts of a request.</summary>
static class FormUploads
{
    /// <summary>Opens the part of a label; null when there is none.</summary>
    public static Func<string, Stream?> Of(DaliParameters parameters) => label => parameters.Parts.GetValueOrDefault(label)?.OpenReadStream();

    /// <summary>Opens the kept part of a job; null when there is none.</summary>
    public static Func<string, Stream?> Of(Job job, string directory) => label =>
        job.Uploads.FirstOrDefault(u => u.Label.Equals(label, StringComparison.OrdinalIgnoreCase)).File is { } file ? File.OpenRead(Path.Combine(directory, file)) : null;

    /// <summary>Keeps the parts of a request in the directory of a job.</summary>
    public static async Task KeepAsync(JobStore store, JobFiles files, string id, DaliParameters parameters, CancellationToken cancel)
    {
        foreach (var (label, part) in parameters.Parts)
        {
            // The label is the client's, the file's name is ours.
            var name = $"upload-{Guid.NewGuid():N}";
            await using (var file = File.Create(Path.Combine(files.Make(id), name)))
                await part.CopyToAsync(file, cancel).ConfigureAwait(false);
            await store.AddUploadAsync(id, label, name, cancel).ConfigureAwait(false);
        }
    }
}
