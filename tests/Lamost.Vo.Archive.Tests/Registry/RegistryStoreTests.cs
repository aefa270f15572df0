using Lamost.Vo.Archive.Registry;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Archive.Tests.Registry;

/// <summary>When records change, and what is left of them.</summary>
public sealed class RegistryStoreTests : IAsyncLifetime
{
    readonly DatabaseFixture _database = new();

    RegistryStore Store => new(_database.Database);

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_datestamp_changes_with_the_record_and_with_nothing_else()
    {
        var records = Records("a", "b", "c");
        Assert.Equal(3, await Store.PublishAsync(records, 1, default));
        var first = await AllAsync();
        Assert.All(first.Values, r => Assert.Equal((r.Created, DateTimeKind.Utc, 0), (r.Updated, r.Updated.Kind, r.Updated.Millisecond)));
        await NextSecondAsync();
        Assert.Equal(0, await Store.PublishAsync(records, 2, default));
        Assert.Equal(first, await AllAsync());
        Assert.Equal(1, await Store.PublishAsync([records[0] with { Content = "other" }, records[1], records[2]], 3, default));
        var second = await AllAsync();
        Assert.True(second["ivo://x/a"].Updated > first["ivo://x/a"].Updated);
        Assert.Equal((first["ivo://x/a"].Created, "other"), (second["ivo://x/a"].Created, second["ivo://x/a"].Content));
        Assert.Equal(first["ivo://x/b"], second["ivo://x/b"]);
        await NextSecondAsync();
        Assert.Equal(1, await Store.PublishAsync([records[0] with { Content = "other", DublinCore = "other" }, records[1], records[2]], 3, default));
    }

    [Fact]
    public async Task What_was_taken_away_stays_as_a_stub_and_can_come_back()
    {
        await Store.PublishAsync(Records("a", "b"), 1, default);
        var first = await AllAsync();
        await NextSecondAsync();
        Assert.Equal(1, await Store.PublishAsync(Records("a"), 2, default));
        var gone = (await AllAsync())["ivo://x/b"];
        Assert.Equal((null, null, first["ivo://x/b"].Created), (gone.Content, gone.DublinCore, gone.Created));
        Assert.True(gone.Updated > first["ivo://x/b"].Updated);
        await NextSecondAsync();
        Assert.Equal(0, await Store.PublishAsync(Records("a"), 3, default));
        Assert.Equal(gone, (await AllAsync())["ivo://x/b"]);
        Assert.Equal(1, await Store.PublishAsync(Records("a", "b"), 4, default));
        var back = (await AllAsync())["ivo://x/b"];
        Assert.NotNull(back.Content);
        Assert.True(back.Updated > gone.Updated);
        Assert.Equal(first["ivo://x/b"].Created, await Store.EarliestAsync(default));
    }

    [Fact]
    public async Task A_process_that_is_behind_writes_nothing()
    {
        Assert.Null(await Store.EarliestAsync(default));
        await Store.PublishAsync(Records("a"), 5, default);
        Assert.Null(await Store.PublishAsync(Records("b"), 4, default));
        Assert.Equal(["ivo://x/a"], (await AllAsync()).Keys);
    }

    [Fact]
    public async Task Of_many_processes_that_publish_the_same_one_changes_something()
    {
        var changes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.PublishAsync(Records("a", "b"), 1, default)));
        Assert.Equal(2, changes.Sum());
        Assert.Single(changes, c => c == 2);
    }

    [Fact]
    public async Task Identifiers_have_no_case()
    {
        await Store.PublishAsync(Records("a"), 1, default);
        Assert.Equal("ivo://x/a", (await Store.FindAsync("IVO://X/A", default)).Record!.Identifier);
        Assert.Equal(0, await Store.PublishAsync([Records("a")[0] with { Identifier = "ivo://X/a" }], 2, default));
        Assert.Null((await Store.FindAsync("ivo://x/b", default)).Record);
    }

    [Fact]
    public async Task Bounds_are_inclusive_and_parts_of_a_list_give_each_record_once()
    {
        await Store.PublishAsync(Records("a", "b"), 1, default);
        await NextSecondAsync();
        await Store.PublishAsync(Records("a", "b", "c", "d", "e"), 2, default);
        var all = await AllAsync();
        var (old, young) = (all["ivo://x/a"].Updated, all["ivo://x/c"].Updated);
        Assert.Equal(["ivo://x/a", "ivo://x/b"], (await ListAsync(new RecordRange(null, old))).Select(r => r.Identifier));
        Assert.Equal(["ivo://x/c", "ivo://x/d", "ivo://x/e"], (await ListAsync(new RecordRange(young, null))).Select(r => r.Identifier));
        Assert.Equal(5, (await ListAsync(new RecordRange(old, young))).Count);
        Assert.Empty(await ListAsync(new RecordRange(young.AddSeconds(1), null)));

        var (seen, after) = (new List<string>(), (RecordPlace?)null);
        for (var more = true; more;)
        {
            var page = await Store.ListAsync(new RecordRange(null, null), after, 2, default);
            Assert.Equal(5, page.Total);
            seen.AddRange(page.Records.Select(r => r.Identifier));
            (more, after) = (page.HasMore, new RecordPlace(page.Records[^1].Updated, page.Records[^1].Identifier));
        }
        Assert.Equal(["ivo://x/a", "ivo://x/b", "ivo://x/c", "ivo://x/d", "ivo://x/e"], seen);
    }

    // A harvester goes on from the time of its last answer: whatever that answer did not show must be as late.
    [Fact]
    public async Task An_answer_is_never_later_than_a_change_that_it_does_not_show()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(4));
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await Store.PublishAsync([new RegistryRecord("ivo://x/a", $"{i}", "")], i, default);
        });
        var last = ("", DateTime.MinValue);
        while (!stop.IsCancellationRequested)
        {
            var page = await Store.ListAsync(new RecordRange(null, null), null, 10, default);
            if (page.Records.Count == 0) continue;
            var record = page.Records[0];
            Assert.True(record.Updated <= page.At);
            if (record.Content != last.Item1) Assert.True(record.Updated >= last.Item2);
            last = (record.Content!, page.At);
        }
        await writing;
    }

    static List<RegistryRecord> Records(params string[] keys) => [.. keys.Select(k => new RegistryRecord($"ivo://x/{k}", $"<{k}/>", $"<dc>{k}</dc>"))];

    async Task<IReadOnlyList<PublishedRecord>> ListAsync(RecordRange range) => (await Store.ListAsync(range, null, 100, default)).Records;

    async Task<Dictionary<string, PublishedRecord>> AllAsync() => (await ListAsync(default)).ToDictionary(r => r.Identifier);

    static Task NextSecondAsync() => Task.Delay(1100);
}
