using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EduDx.History.Influx;

/// <summary>Requests to one InfluxDB, and its refusals in the port's two words: come again later, or never.</summary>
internal sealed class InfluxConnection
{
    private const int DetailLimit = 400;
    private static readonly MediaTypeHeaderValue LineProtocol = new("text/plain") { CharSet = "utf-8" };

    private readonly InfluxOptions _options;
    private readonly HttpClient _http;
    private readonly Uri _write;
    private readonly string _query;
    private readonly AuthenticationHeaderValue? _authorization;

    public InfluxConnection(InfluxOptions options, HttpClient http)
    {
        options.Check();
        _options = options;
        _http = http;
        var root = options.Url.TrimEnd('/');
        _write = new(options.Api == InfluxApi.V1
            ? $"{root}/write?db={Uri.EscapeDataString(options.Database)}&precision=ns"
            : $"{root}/api/v2/write?org={Uri.EscapeDataString(options.Org ?? "")}&bucket={Uri.EscapeDataString(options.Bucket!)}&precision=ns");
        _query = $"{root}/query?epoch=ms&db={Uri.EscapeDataString(options.QueryDatabase)}";
        _authorization = options.Token is { } token ? new("Token", token)
            : options.User is { } user ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}")))
            : null;
    }

    /// <summary>Writes the lines.</summary>
    /// <exception cref="HistoryUnavailableException">Anything but 204, the one answer with which every version of InfluxDB says that it has them: a 200 is a proxy, or a page to sign in.</exception>
    public async Task WriteAsync(LineProtocolEncoder lines, CancellationToken cancel)
    {
        using var content = new ReadOnlyMemoryContent(lines.Written);
        content.Headers.ContentType = LineProtocol;
        using var request = new HttpRequestMessage(HttpMethod.Post, _write) { Content = content };
        using var response = await SendAsync(request, cancel).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.NoContent) return;
        throw new HistoryUnavailableException($"influxdb: {_options.Url} answered {(int)response.StatusCode} to a write, and 204 says that it is stored: check that the address is that of InfluxDB itself");
    }

    /// <summary>Runs InfluxQL. POST for statements that change something.</summary>
    public async Task<JsonDocument> QueryAsync(HttpMethod method, string influxQl, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, $"{_query}&q={Uri.EscapeDataString(influxQl)}");
        using var response = await SendAsync(request, cancel).ConfigureAwait(false);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancel).ConfigureAwait(false);
            return await JsonDocument.ParseAsync(stream, default, cancel).ConfigureAwait(false);
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            throw new HistoryUnavailableException($"influxdb: the answer of {_options.Url} broke off or is not JSON ({e.Message})", e);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.Authorization = _authorization;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(_options.TimeoutSeconds));
        HttpResponseMessage response;
        try
        {
            // The answer is read whole here: the limit covers all of it.
            response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new HistoryUnavailableException($"influxdb: {_options.Url} gave no answer within {_options.TimeoutSeconds} s", e);
        }
        catch (HttpRequestException e)
        {
            throw new HistoryUnavailableException($"influxdb: {_options.Url} does not answer ({e.Message})", e);
        }
        if (response.IsSuccessStatusCode) return response;
        using (response)
        {
            throw Failure(response.StatusCode, await DetailAsync(response, cancel).ConfigureAwait(false));
        }
    }

    private Exception Failure(HttpStatusCode status, string detail) => status switch
    {
        HttpStatusCode.RequestEntityTooLarge =>
            new HistoryRefusedException($"influxdb: {_options.Url} finds the request too large (413): split the batch ({detail})"),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            new HistoryUnavailableException($"influxdb: {_options.Url} denies access ({(int)status}): check token, user and rights ({detail})"),
        HttpStatusCode.NotFound =>
            new HistoryUnavailableException($"influxdb: {_options.Url} has no such database or bucket (404): create it, and its DBRP mapping in 2.x ({detail})"),
        HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity =>
            new HistoryRefusedException($"influxdb: {_options.Url} refuses the content ({(int)status}): {detail}"),
        // 5xx, 429, 408, a redirect to a login page: whatever it is, the content was not judged.
        _ => new HistoryUnavailableException($"influxdb: {_options.Url} answered {(int)status} ({detail})"),
    };

    private static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        var text = (await response.Content.ReadAsStringAsync(cancel).ConfigureAwait(false)).Trim();
        return text.Length <= DetailLimit ? text : text[..DetailLimit];
    }
}
