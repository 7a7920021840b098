using System.Net;

namespace EduDx.Load.Bare;

/// <summary>Keeps the body of each request, sends nothing and says that all is well.</summary>
internal sealed class RequestRecorder : HttpMessageHandler
{
    public List<byte[]> Bodies { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Bodies.Add(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        return new(HttpStatusCode.NoContent);
    }
}
