using System.Globalization;

namespace Lamost.Vo.Benchmarks.Survey;

/// <summary>A process and all that descend from it, by Linux's proc(5).</summary>
static class ProcessTree
{
    const double TicksPerSecond = 100; // USER_HZ, which is fixed for programs

    /// <summary>Seconds of processor time that they have used, and that those used which have ended and were waited for.</summary>
    public static double ProcessorSeconds(int root)
    {
        var all = Directory.EnumerateDirectories("/proc").Select(d => Path.GetFileName(d)).Where(n => int.TryParse(n, out _)).Select(Read).OfType<Entry>().ToLookup(e => e.Parent);
        var ticks = 0L;
        var open = new Stack<Entry>(all.SelectMany(e => e).Where(e => e.Id == root));
        while (open.TryPop(out var entry))
        {
            ticks += entry.Ticks;
            foreach (var child in all[entry.Id]) open.Push(child);
        }
        return ticks / TicksPerSecond;
    }

    // The name, in parentheses, may have spaces and parentheses itself. After it: state, parent ... utime, stime, cutime, cstime (fields 14 to 17 of all).
    static Entry? Read(string id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return new Entry(int.Parse(id, CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture), fields[11..15].Sum(f => long.Parse(f, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            return null; // it has ended meanwhile
        }
    }

    sealed record Entry(int Id, int Parent, long Ticks);
}
