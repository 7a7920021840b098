using System.Collections.Concurrent;
using System.Net;
using System.Text;
using EduDx.ServerTests.History;

namespace EduDx.ServerTests.Faults;

/// <summary>What stands between the server and its store.</summary>
internal enum GateMode
{
    /// <summary>Everything goes through.</summary>
    Open,
    /// <summary>The connection is closed without an answer.</summary>
    Away,
    /// <summary>The answer comes long after the server has given up; nothing is written.</summary>
    Slow,
    /// <summary>429.</summary>
    TooMany,
    /// <summary>500.</summary>
    Broken,
    /// <summary>Written, and the answer is lost on the way.</summary>
    AnswerLost,
    /// <summary>A request with the poisoned line is refused with 400, and nothing of it is written.</summary>
    Refusing,
    /// <summary>The poisoned line is dropped, the others are written, and the answer is 400 (a partial write of InfluxDB 1.x).</summary>
    Partial,
}

/// <summary>A gate in front of a real influxd.</summary>
internal sealed class InfluxGate : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly string _target;
    private readonly Task _serving;
    private readonly ConcurrentDictionary<GateMode, int> _answers = new();

    public InfluxGate(string target)
    {
        _target = target;
        Url = $"http://127.0.0.1:{RealServer.FreePort()}";
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public volatile GateMode Mode;

    /// <summary>What the poisoned line ends with.</summary>
    public string Poison { get; init; } = "\0";

    /// <summary>Requests that met a mode.</summary>
    public int Answers(GateMode mode) => _answers.GetValueOrDefault(mode);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Close();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        while (_listener.IsListening) answers.Add(AnswerAsync(await _listener.GetContextAsync()));
        await Task.WhenAll(answers);
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var mode = Mode;
            _answers.AddOrUpdate(mode, 1, static (_, n) => n + 1);
            using var text = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await text.ReadToEndAsync(_stop.Token);
            if (mode == GateMode.Slow) await Task.Delay(TimeSpan.FromSeconds(3), _stop.Token);
            if (mode is GateMode.Away or GateMode.Slow)
            {
                context.Response.Abort();
            }
            else if (mode is GateMode.TooMany or GateMode.Broken)
            {
                await SayAsync(context.Response, mode == GateMode.TooMany ? 429 : 500, """{"error":"come again"}""");
            }
            else
            {
                await PassAsync(context, body, mode);
            }
        }
        catch (Exception e) when (e is HttpListenerException or OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            context.Response.Abort();
        }
    }

    private async Task PassAsync(HttpListenerContext context, string body, GateMode mode)
    {
        var lines = body.Split('\n');
        var poisoned = lines.Any(IsPoisoned);
        if (poisoned && mode == GateMode.Refusing)
        {
            await SayAsync(context.Response, 400, """{"error":"field type conflict"}""");
            return;
        }
        if (poisoned && mode == GateMode.Partial) body = string.Join('\n', lines.Where(l => !IsPoisoned(l)));
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), _target + context.Request.RawUrl);
        if (body.Length > 0) request.Content = new StringContent(body);
        using var answer = await _http.SendAsync(request, _stop.Token);
        var said = await answer.Content.ReadAsStringAsync(_stop.Token);
        if (mode == GateMode.AnswerLost) context.Response.Abort();
        else if (poisoned && mode == GateMode.Partial) await SayAsync(context.Response, 400, """{"error":"partial write: points beyond retention policy dropped=1"}""");
        else await SayAsync(context.Response, (int)answer.StatusCode, said);
    }

    private bool IsPoisoned(string line) => line.Contains(Poison, StringComparison.Ordinal);

    private static async Task SayAsync(HttpListenerResponse response, int status, string body)
    {
        response.StatusCode = status;
        // 204 has no body, and its length must not be said.
        if (status != 204) await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        response.Close();
    }
}
