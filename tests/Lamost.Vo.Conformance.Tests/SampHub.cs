using System.Diagnostics;
using Lamost.Vo.Testing;
using Xunit;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>
/// A real SAMP hub (JSAMP, the library of TOPCAT and STILTS) with the Web Profile, which lets every page in; TOPCAT itself on a screen that nobody sees; and a
/// program that takes spectra and coverages.
/// </summary>
sealed class SampHub : IAsyncDisposable
{
    const string Receiver = """
        import sys, json, time
        from astropy.samp import SAMPIntegratedClient
        client = SAMPIntegratedClient(name="Receiver")
        for _ in range(60):
            try:
                client.connect()
                break
            except Exception:
                time.sleep(1)
        def take(key, sender, msg_id, mtype, params, extra):
            print(json.dumps([mtype, params]), flush=True)
            client.reply(msg_id, {"samp.status": "samp.ok", "samp.result": {}})
        for mtype in ("table.load.votable", "spectrum.load.ssa-generic", "coverage.load.moc.fits"):
            client.bind_receive_call(mtype, take)
        print("ready", flush=True)
        sys.stdin.read()
        client.disconnect()
        """;

    readonly Process _hub, _receiver;
    readonly Process? _topcat;
    readonly string _directory;

    SampHub(string directory, Process hub, Process receiver, Process? topcat) => (_directory, _hub, _receiver, _topcat) = (directory, hub, receiver, topcat);

    public static async Task<SampHub> StartAsync(bool topcat)
    {
        var directory = Directory.CreateTempSubdirectory("lamost-vo-samp-").FullName;
        // The place that clients look for the hub at, so that a person's own hub is not met.
        string[] environment = [$"SAMP_HUB=std-lockurl:file://{directory}/hub", $"HOME={directory}"];
        var hub = Start([.. environment, "java", "-cp", "/usr/share/java/jsamp.jar", "org.astrogrid.samp.hub.Hub", "-mode", "no-gui", "-profiles", "std,web", "-web:auth", "true"]);
        await WaitForAsync(() => File.Exists(Path.Combine(directory, "hub")), "the hub", hub);
        var receiver = Start([.. environment, "/usr/bin/python3", "-c", Receiver]);
        Assert.Equal("ready", await receiver.StandardOutput.ReadLineAsync());
        var screen = topcat ? Start([.. environment, "xvfb-run", "-a", "topcat"]) : null;
        return new SampHub(directory, hub, receiver, screen);
    }

    /// <summary>The next message that came: its kind and its parameters, as JSON.</summary>
    public async Task<string> NextAsync() => await _receiver.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The receiver ended.");

    public async ValueTask DisposeAsync()
    {
        foreach (var process in (Process?[])[_topcat, _receiver, _hub])
        {
            if (process is null) continue;
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }
        Directory.Delete(_directory, recursive: true);
    }

    // What they say is read, or they would stop when the pipe is full.
    static Process Start(string[] command)
    {
        var process = ClientProcess.Start("env", command);
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    static async Task WaitForAsync(Func<bool> there, string what, Process process)
    {
        for (var i = 0; !there(); i++)
        {
            Assert.False(process.HasExited || i > 600, $"{what} did not start");
            await Task.Delay(100);
        }
    }
}
