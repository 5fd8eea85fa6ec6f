using Becs.Domain.Signatures;
using Becs.Server.Signatures;
using Becs.Server.Tests.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Becs.Server.Tests.Signatures;

public sealed class SignatureDialogTests : IAsyncDisposable
{
    private readonly ShellContext _context = new();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task Sign_WhenSomethingIsMissing_ThenSaysSoAndStays()
    {
        var (page, answer) = await AskAsync(needsUserName: true);
        page.Find("#signature-password").Input("secret");
        await page.Find("form#signature").SubmitAsync();
        Assert.Contains("all needed", page.Find("[role=alert]").TextContent);
        Assert.False(answer().IsCompleted);
    }

    [Fact]
    public async Task Sign_WhenAllIsGiven_ThenReturnsItWithTheHashShown()
    {
        var (page, answer) = await AskAsync(needsUserName: true);
        Assert.Contains("abc123", page.Find(".hash").TextContent);
        Assert.Contains("12.5 g/dL", page.Find(".signed-record").TextContent);
        page.Find("#meaning-released").Change("released");
        page.Find("#signature-reason").Input("checked");
        page.Find("#signature-user").Input(" rel1 ");
        page.Find("#signature-password").Input("secret");
        await page.Find("form#signature").SubmitAsync();
        var given = await answer();
        Assert.Equal(("rel1", "secret", "released", "checked", "abc123"),
            (given!.UserName, given.Password, given.Meaning, given.Reason, given.SignedHash));
    }

    [Fact]
    public async Task Render_WhenSessionHasSigned_ThenAsksNoUserName()
    {
        var (page, _) = await AskAsync(needsUserName: false);
        Assert.Empty(page.FindAll("#signature-user"));
    }

    private async Task<(IRenderedComponent<MudDialogProvider> Page, Func<Task<SignatureRequest?>> Answer)> AskAsync(bool needsUserName)
    {
        _context.Render<MudPopoverProvider>();
        var page = _context.Render<MudDialogProvider>();
        var signing = new SigningCase(
            "Release the unit", "abc123", [SignatureMeanings.Released, SignatureMeanings.Verified], needsUserName, NeedsTotp: false,
            [new("Haemoglobin", "12.5 g/dL")]);
        Task<SignatureRequest?>? answer = null;
        await page.InvokeAsync(() =>
        {
            answer = SignatureDialog.AskAsync(_context.Services.GetRequiredService<IDialogService>(), signing, null);
        });
        page.WaitForElement("form#signature");
        return (page, () => answer!);
    }
}
