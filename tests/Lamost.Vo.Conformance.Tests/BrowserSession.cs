using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Lamost.Vo.Conformance.Tests;

/// <summary>Debian's Chromium with one page, and all that the page asked of the network and said.</summary>
sealed class BrowserSession : IAsyncDisposable
{
    readonly IPlaywright _playwright;
    readonly IBrowser _browser;

    BrowserSession(IPlaywright playwright, IBrowser browser, IPage page) => (_playwright, _browser, Page) = (playwright, browser, page);

    public IPage Page { get; }

    /// <summary>Every answer, with its status; and with status 0 requests that got none.</summary>
    public ConcurrentQueue<(Uri Url, int Status)> Answers { get; } = [];

    /// <summary>What scripts threw and nobody caught.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    public static async Task<BrowserSession> OpenAsync()
    {
        var playwright = await Playwright.CreateAsync();
        // WebGL without a graphics card.
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
        var session = new BrowserSession(playwright, browser, await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1200, Height = 800 } }));
        session.Page.SetDefaultTimeout(120_000);
        session.Page.Response += (_, answer) => session.Answers.Enqueue((new Uri(answer.Url), answer.Status));
        session.Page.RequestFailed += (_, request) => session.Answers.Enqueue((new Uri(request.Url), 0));
        session.Page.PageError += (_, fault) => session.Faults.Enqueue(fault);
        return session;
    }

    /// <summary>Takes a picture of an element; with LAMOST_VO_SCREENSHOTS it is kept in that directory for a person to look at.</summary>
    public async Task<byte[]> PictureAsync(string name, string selector = "body")
    {
        var picture = await Page.Locator(selector).ScreenshotAsync();
        if (Environment.GetEnvironmentVariable("LAMOST_VO_SCREENSHOTS") is { Length: > 0 } keep) await File.WriteAllBytesAsync(Path.Combine(keep, name + ".png"), picture);
        return picture;
    }

    /// <summary>Waits until the page has asked for nothing during some time.</summary>
    public async Task QuietAsync()
    {
        for (var before = -1; before != Answers.Count;)
        {
            before = Answers.Count;
            await Task.Delay(1500);
        }
    }

    /// <summary>Waits until an element says something other than a sentence that ends in three dots.</summary>
    public async Task<string> SaidAsync(string selector)
    {
        await Page.WaitForFunctionAsync("s => { const t = document.querySelector(s).textContent.trim(); return t && !t.endsWith('...'); }", selector);
        return (await Page.TextContentAsync(selector))!.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

