using EduDx.Ops.Access.Gate;
using Microsoft.AspNetCore.Http;

namespace EduDx.Tests.Access;

/// <summary>What a page of another origin makes a browser send.</summary>
public sealed class SameOriginTests
{
    [Theory]
    [InlineData("POST", "127.0.0.1:8080", "http://127.0.0.1:8080", "same-origin", true)]
    [InlineData("POST", "127.0.0.1:8080", "", "", true)]
    [InlineData("POST", "ops.hue.vn", "https://ops.hue.vn", "", true)]
    [InlineData("POST", "ops.hue.vn:443", "https://ops.hue.vn", "", true)]
    [InlineData("POST", "127.0.0.1:8080", "http://127.0.0.1:9090", "", false)]
    [InlineData("PUT", "127.0.0.1:8080", "https://evil.test", "cross-site", false)]
    [InlineData("DELETE", "127.0.0.1:8080", "null", "", false)]
    [InlineData("POST", "ops.hue.vn", "https://other.hue.vn", "same-site", false)]
    [InlineData("POST", "ops.hue.vn", "", "cross-site", false)]
    [InlineData("GET", "ops.hue.vn", "https://evil.test", "cross-site", true)]
    [InlineData("TRACE", "ops.hue.vn", "https://evil.test", "", false)]
    public void Changes_come_from_our_own_pages_or_from_programs(string method, string host, string origin, string site, bool taken)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Host) = (method, new HostString(host));
        if (origin.Length > 0) request.Headers.Origin = origin;
        if (site.Length > 0) request.Headers["Sec-Fetch-Site"] = site;
        Assert.Equal(taken, SameOrigin.Problem(request) is null);
    }

    [Theory]
    [InlineData("127.0.0.1:8080", true)]
    [InlineData("localhost:8080", true)]
    [InlineData("[::1]:8080", true)]
    [InlineData("evil.test", false)]
    [InlineData("127.0.0.1.evil.test", false)]
    [InlineData("10.0.0.1", false)]
    public void Without_sign_on_the_address_names_this_machine(string host, bool taken) => Assert.Equal(taken, SameOrigin.IsLoopbackName(new HostString(host)));
}
