using System.Net;
using System.Net.Sockets;
using Lamost.Vo.Archive.Errors;
using Lamost.Vo.Archive.Jobs;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>
/// Fetches tables that queries name by address. The address is a stranger's: only http and https, only public networks (each address that a name resolves to is
/// looked at when the connection is made, so also after redirects), no credentials, no cookies, no proxy, and within size and time. Safe for any number of threads.
/// </summary>
public sealed class UploadFetcher : IDisposable
{
    readonly HttpClient _http;
    readonly UploadLimits _limits;

    /// <summary>Makes a fetcher.</summary>
    /// <param name="limits">Size, time, redirects, and private networks that are allowed.</param>
    public UploadFetcher(UploadLimits limits)
    {
        _limits = limits;
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        };
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("Lamost.Vo (IVOA-upload)");
    }

    /// <summary>Fetches a table into a temporary file.</summary>
    /// <param name="table">The table's name, for messages.</param>
    /// <param name="address">Where it is.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <returns>The file, at its first byte; it is removed when it is closed.</returns>
    /// <exception cref="VoException">LVO-UPL-1006, 1008, 1009, 1010.</exception>
    public async Task<Stream> FetchAsync(string table, Uri address, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(TimeSpan.FromSeconds(_limits.FetchSeconds));
        try
        {
            return await FollowAsync(table, address, limited.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw UploadErrors.NotFetched(table, address.Host, $"it took longer than {_limits.FetchSeconds} s.");
        }
        catch (HttpRequestException e) when (e.InnerException is PrivateAddressException)
        {
            throw UploadErrors.PrivateAddress(table, e.InnerException.Message);
        }
        catch (HttpRequestException e)
        {
            throw UploadErrors.NotFetched(table, address.Host, "the server cannot be reached, or does not speak HTTP.", e);
        }
        catch (IOException e) when (!JobFiles.IsDiskFull(e))
        {
            throw UploadErrors.NotFetched(table, address.Host, "the connection broke.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    async Task<Stream> FollowAsync(string table, Uri address, CancellationToken cancel)
    {
        for (var redirects = 0; redirects <= _limits.FetchRedirects; redirects++)
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel).ConfigureAwait(false);
            if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } location)
            {
                address = new Uri(address, location);
                if (address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0) throw UploadErrors.BadScheme(table, address.ToString());
                continue;
            }
            if (!response.IsSuccessStatusCode) throw UploadErrors.NotFetched(table, address.Host, $"the server answers with status {(int)response.StatusCode}.");
            return await SaveAsync(table, response, cancel).ConfigureAwait(false);
        }
        throw UploadErrors.NotFetched(table, address.Host, $"there are more than {_limits.FetchRedirects} redirects.");
    }

    async Task<Stream> SaveAsync(string table, HttpResponseMessage response, CancellationToken cancel)
    {
        var file = new FileStream(Path.GetTempFileName(), FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 << 10, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            var body = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            var block = new byte[64 << 10];
            for (int read; (read = await body.ReadAsync(block, cancel).ConfigureAwait(false)) > 0;)
            {
                if (file.Position + read > _limits.Bytes) throw UploadErrors.TooLarge(table, $"it has more than {_limits.Bytes} bytes.");
                await file.WriteAsync(block.AsMemory(0, read), cancel).ConfigureAwait(false);
            }
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = await Dns.GetHostAddressesAsync(host, cancel).ConfigureAwait(false);
        var allowed = addresses.Where(a => PublicAddress.Is(a) || _limits.PrivateNetworks.Any(n => n.Contains(PublicAddress.Unmapped(a)))).ToArray();
        // One private address among public ones is a sign of an attack on the resolver, and no reason to try the others.
        if (allowed.Length < addresses.Length || allowed.Length == 0) throw new PrivateAddressException(host);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    sealed class PrivateAddressException(string host) : IOException(host);
}
