using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Lamost.Vo.Server.Tests;

/// <summary>Talks to a service without redirects, decompression or anything else done for it.</summary>
public sealed class ServiceClient(string url) : IDisposable
{
    readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None })
    {
        BaseAddress = new Uri(url),
        Timeout = TimeSpan.FromMinutes(2),
    };

    /// <summary>The address of the service, without a trailing slash.</summary>
    public string Url => url;

    /// <summary>From now on asks before it sends a body (RFC 9110, 10.1.1).</summary>
    public void ExpectContinue() => _http.DefaultRequestHeaders.ExpectContinue = true;

    public async Task<Answer> SendAsync(HttpRequestMessage request, CancellationToken cancel = default)
    {
        using (request)
        {
            using var response = await _http.SendAsync(request, cancel);
            return await Answer.ReadAsync(response);
        }
    }

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, url + path));

    /// <summary>A synchronous query by GET.</summary>
    /// <param name="adql">The query.</param>
    /// <param name="further">More parameters, encoded, e.g. <c>MAXREC=5</c>.</param>
    /// <param name="cancel">Leaves.</param>
    public Task<Answer> QueryAsync(string adql, string further = "", CancellationToken cancel = default) => SendAsync(
        new HttpRequestMessage(HttpMethod.Get, $"{url}/tap/sync?LANG=ADQL&QUERY={Uri.EscapeDataString(adql)}{(further.Length == 0 ? "" : "&" + further)}"), cancel);

    public Task<Answer> PostAsync(string path, HttpContent content, bool chunked = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, url + path) { Content = content };
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        return SendAsync(request);
    }

    public Task<Answer> PostFormAsync(string path, params (string Name, string Value)[] fields) =>
        PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))));

    /// <summary>Sends bytes as they are and reads until the service closes the connection.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var socket = new TcpClient();
        var uri = new Uri(url);
        await socket.ConnectAsync(uri.Host, uri.Port);
        await socket.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
        // A service that closes before it has read all of a request is heard as a reset, behind what it said.
        var heard = new MemoryStream();
        try
        {
            await socket.GetStream().CopyToAsync(heard);
        }
        catch (IOException) when (heard.Length > 0)
        {
        }
        return Encoding.UTF8.GetString(heard.ToArray());
    }

    public void Dispose() => _http.Dispose();
}
