using System.Net;
using Becs.Server.Designer.Bundle;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Becs.Server.Tests.Designer;

/// <summary>Studio's files and the pages around it.</summary>
[Collection(DesignerCollection.Name)]
public class StudioFilesTests(DesignerServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("_framework/blazor.webassembly.js", "br", "br", "text/javascript", "no-cache")]
    [InlineData("_framework/blazor.webassembly.js", "gzip", "gzip", "text/javascript", "no-cache")]
    [InlineData("_framework/blazor.webassembly.js", "gzip, deflate, br;q=0", "gzip", "text/javascript", "no-cache")]
    [InlineData("_framework/blazor.webassembly.js", "", "", "text/javascript", "no-cache")]
    [InlineData("*.wasm", "br", "br", "application/wasm", "public, max-age=31536000, immutable")]
    [InlineData("*.dat", "br", "br", "application/octet-stream", "public, max-age=31536000, immutable")]
    [InlineData("host/host.js", "br", "", "text/javascript", "no-cache")]
    public async Task File_WhenAskedFor_ThenComesInTheSmallestFormUnderItsOwnType(
        string path, string accepted, string coding, string type, string cache)
    {
        using var answer = await GetAsync("/designer/" + Named(path), accepted);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(coding, string.Join(',', answer.Content.Headers.ContentEncoding));
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(cache, string.Join(", ", answer.Headers.GetValues("Cache-Control")).Replace("max-age=31536000, public", "public, max-age=31536000", StringComparison.Ordinal));
        Assert.Equal("Accept-Encoding", string.Join(',', answer.Headers.Vary));
        Assert.NotNull(answer.Headers.ETag);
    }

    [Theory]
    [InlineData("/designer/_framework/nothing.js")]
    [InlineData("/designer/../appsettings.json")]
    [InlineData("/designer/..%2f..%2fappsettings.json")]
    [InlineData("/designer/host/..%2f..%2fpackage.json")]
    [InlineData("/designer/package.json.br")]
    [InlineData("/designer/_framework")]
    public async Task File_WhenItIsNotStudios_ThenIsNotServed(string path)
    {
        using var answer = await GetAsync(path, "br");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Page_WhenNobodyIsSignedIn_ThenTheSignInPageComesFirst()
    {
        using var answer = await GetAsync("/designer/workflows/definitions/quarantine/edit", "");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/login?", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("quarantine", answer.Headers.Location!.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WhenSignedIn_ThenHasNavigationElementAndAPolicyForItAlone()
    {
        var client = await server.AsAsync("own1");
        using var answer = await client.GetAsync("/designer/workflows/definitions/a%22b/edit", Stop);
        var html = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("data-element=\"elsa-workflow-definition-editor\"", html, StringComparison.Ordinal);
        Assert.Contains("data-id=\"a&quot;b\"", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/workflows\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/accounts\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html.Replace("http://www.w3.org", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", html, StringComparison.Ordinal);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("connect-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("'wasm-unsafe-eval'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-eval'", policy, StringComparison.Ordinal);
        using var elsewhere = await client.GetAsync("/login", Stop);
        Assert.DoesNotContain("wasm", string.Join(';', elsewhere.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WhenThePermissionIsMissing_ThenIsDenied()
    {
        var client = server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Authorization = (await server.AsAsync("reg1")).DefaultRequestHeaders.Authorization;
        using var answer = await client.GetAsync("/designer/workflows/definitions", Stop);
        Assert.Equal("/denied", answer.Headers.Location!.OriginalString);
    }

    [Fact]
    public void Bundle_WhenTheBuildHasNone_ThenThereAreNoFilesAndNothingFails() =>
        Assert.Null(new DesignerBundle(Path.Combine(server.Folder, "nowhere"), null).Files);

    private string Named(string path) => path[0] != '*' ? path
        : "_framework/" + server.Services.GetRequiredService<DesignerBundle>().Files!.GetDirectoryContents("_framework")
            .First(f => f.Name.EndsWith(path[1..], StringComparison.Ordinal)).Name;

    private async Task<HttpResponseMessage> GetAsync(string path, string accepted)
    {
        var client = server.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });
        if (accepted.Length > 0)
        {
            client.DefaultRequestHeaders.Add("Accept-Encoding", accepted);
        }

        return await client.GetAsync(path, Stop);
    }
}
