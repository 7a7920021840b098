using System.Net;
using System.Text;

namespace EduDx.Wall.Tests;

/// <summary>Answers by path; what was asked is kept.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    /// <summary>Answers by path, without the query.</summary>
    public Dictionary<string, (HttpStatusCode Code, string Json)> Answers { get; } = [];

    /// <summary>Method, path and body of each question.</summary>
    public List<(string Method, string Path, string Body)> Asked { get; } = [];

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        Asked.Add((request.Method.Method, path, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
        var (code, json) = Answers.GetValueOrDefault(path, (HttpStatusCode.NotFound, "{}"));
        return new HttpResponseMessage(code) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
    }
}
