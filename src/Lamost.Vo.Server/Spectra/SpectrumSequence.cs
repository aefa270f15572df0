using System.Runtime.CompilerServices;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Spectra;

namespace Lamost.Vo.Server.Spectra;

/// <summary>One of many spectra that were asked for.</summary>
/// <param name="Id">Which.</param>
/// <param name="Entry">What is known of it; null when there is none.</param>
/// <param name="Made">What was made of it; default when that failed.</param>
/// <param name="Failure">Why nothing was made; null when something was.</param>
readonly record struct SequenceItem<T>(SpectrumId Id, SpectrumEntry? Entry, T? Made, VoError? Failure);

/// <summary>Goes through many spectra in their order, while those that come next are read by several threads.</summary>
static class SpectrumSequence
{
    /// <summary>Spectra that are looked up together.</summary>
    const int Group = 512;

    /// <summary>Spectra that are read ahead; each holds its file in memory.</summary>
    static readonly int Ahead = 2 * Environment.ProcessorCount + 2;

    /// <summary>Makes something of each.</summary>
    /// <param name="library">Where they are.</param>
    /// <param name="wanted">Any number, also several times the same.</param>
    /// <param name="make">Makes it; called by several threads at once.</param>
    /// <param name="cancel">Ends it.</param>
    public static async IAsyncEnumerable<SequenceItem<T>> MakeAsync<T>(SpectrumLibrary library, IReadOnlyList<SpectrumId> wanted, Func<SpectrumEntry, SpectrumPlace, T> make, [EnumeratorCancellation] CancellationToken cancel)
    {
        var running = new Queue<Task<SequenceItem<T>>>(Ahead);
        try
        {
            foreach (var ids in wanted.Chunk(Group))
            {
                var entries = await library.FindAsync(ids, cancel).ConfigureAwait(false);
                var places = await PlacesAsync(library, entries, cancel).ConfigureAwait(false);
                for (var i = 0; i < ids.Length; i++)
                {
                    if (running.Count == Ahead) yield return await running.Dequeue().ConfigureAwait(false);
                    var (id, entry) = (ids[i], entries[i]);
                    running.Enqueue(Task.Run(() => One(library, id, entry, places, make), cancel));
                }
            }
            while (running.TryDequeue(out var next)) yield return await next.ConfigureAwait(false);
        }
        finally
        {
            // Whoever leaves early leaves no thread behind that still reads.
            foreach (var task in running) await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static SequenceItem<T> One<T>(SpectrumLibrary library, SpectrumId id, SpectrumEntry? entry, Dictionary<SpectrumId, SpectrumPlace> places, Func<SpectrumEntry, SpectrumPlace, T> make)
    {
        if (entry is null) return new SequenceItem<T>(id, null, default, library.Unknown(id).Error);
        if (!places.TryGetValue(id, out var place)) return new SequenceItem<T>(id, entry, default, SpectrumLibrary.Missing(id).Error);
        try
        {
            return new SequenceItem<T>(id, entry, make(entry, place), null);
        }
        catch (VoException e)
        {
            return new SequenceItem<T>(id, entry, default, e.Error);
        }
    }

    static async Task<Dictionary<SpectrumId, SpectrumPlace>> PlacesAsync(SpectrumLibrary library, IReadOnlyList<SpectrumEntry?> entries, CancellationToken cancel)
    {
        var places = new Dictionary<SpectrumId, SpectrumPlace>();
        foreach (var feed in entries.OfType<SpectrumEntry>().Where(e => e.FileBytes is not null).GroupBy(e => e.Feed))
            foreach (var (key, place) in await library.Store.LocateAsync(feed.Key, [.. feed.Select(e => e.Key).Distinct()], cancel).ConfigureAwait(false))
                places[new SpectrumId(feed.Key.Release, key)] = place;
        return places;
    }
}
