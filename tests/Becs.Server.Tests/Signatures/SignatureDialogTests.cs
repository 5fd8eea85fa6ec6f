using Becs.Domain.Signatures;
using Becs.Server.Accounts;
using Becs.Server.Signatures;
using Becs.Server.Tests.Shell;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Becs.Server.Tests.Signatures;

public sealed class SignatureDialogTests : IAsyncDisposable
{
    private readonly ShellContext _context = new();

    private IDialogService Dialogs => _context.Services.GetRequiredService<IDialogService>();

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    [Fact]
    public async Task Sign_WhenSomethingIsMissing_ThenSaysSoAndStays()
    {
        var (page, answer) = await AskAsync(needsUserName: true);
        page.Find("#signature-password").Input("secret");
        await page.Find("form#signature").SubmitAsync();
        Assert.Equal("Still missing: My signature means, Reason, User name.", page.Find("[role=alert]").TextContent);
        Assert.False(answer().IsCompleted);
    }

    [Fact]
    public async Task Ask_WhenClickedTwice_ThenOneDialogStandsAndTheSecondClickSignsNothing()
    {
        var (page, answer) = await AskAsync(needsUserName: true);
        Assert.Null(await page.InvokeAsync(() => SignatureDialog.AskAsync(Dialogs, Signing(needsUserName: true), null)));
        Assert.Single(page.FindAll("form#signature"));
        Assert.False(answer().IsCompleted);
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Do not sign").Click());
        Assert.Null(await answer());
        await page.InvokeAsync(() => { _ = SignatureDialog.AskAsync(Dialogs, Signing(needsUserName: true), null); });
        page.WaitForElement("form#signature");
    }

    [Fact]
    public async Task Sign_WhenPasswordIsWrong_ThenAsksAgainWithTheReasonSaidAndOnlyTheSecretsGone()
    {
        _context.Render<MudPopoverProvider>();
        var page = _context.Render<MudDialogProvider>();
        var given = new List<string>();
        Task<bool>? signed = null;
        await page.InvokeAsync(() =>
        {
            signed = SignatureDialog.SignAsync(Dialogs, Signing(needsUserName: true), signature =>
            {
                given.Add(signature.Password);
                return signature.Password == "right" ? Task.CompletedTask : throw new SignatureRefusedException(SignInVerdict.Refused);
            });
        });
        page.WaitForElement("form#signature");
        page.Find("#meaning-released").Change("released");
        page.Find("#signature-reason").Input("checked");
        page.Find("#signature-user").Input("rel1");
        page.Find("#signature-password").Input("wrong");
        await page.Find("form#signature").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("Nothing was signed", page.Find("[role=alert]").TextContent));
        Assert.Equal(("checked", "rel1", ""), (page.Find("#signature-reason").GetAttribute("value"), page.Find("#signature-user").GetAttribute("value"),
            page.Find("#signature-password").GetAttribute("value") ?? ""));
        page.Find("#signature-password").Input("right");
        await page.Find("form#signature").SubmitAsync();
        Assert.True(await signed!);
        Assert.Equal(["wrong", "right"], given);
    }

    [Fact]
    public async Task Sign_WhenTheAccountIsLocked_ThenIsNotAskedAgain()
    {
        var (page, _) = await AskAsync(needsUserName: false);
        await page.InvokeAsync(() => page.FindAll("button").Single(b => b.TextContent == "Do not sign").Click());
        Task<bool>? signed = null;
        await page.InvokeAsync(() => { signed = SignatureDialog.SignAsync(Dialogs, Signing(needsUserName: false), _ => throw new SignatureRefusedException(SignInVerdict.Locked)); });
        page.WaitForElement("form#signature");
        page.Find("#meaning-released").Change("released");
        page.Find("#signature-reason").Input("checked");
        page.Find("#signature-password").Input("secret");
        await page.Find("form#signature").SubmitAsync();
        await Assert.ThrowsAsync<SignatureRefusedException>(() => signed!);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("form#signature")));
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
        Task<SignatureRequest?>? answer = null;
        await page.InvokeAsync(() =>
        {
            answer = SignatureDialog.AskAsync(Dialogs, Signing(needsUserName), null);
        });
        page.WaitForElement("form#signature");
        return (page, () => answer!);
    }

    private static SigningCase Signing(bool needsUserName) => new(
        "Release the unit", "abc123", [SignatureMeanings.Released, SignatureMeanings.Verified], needsUserName, NeedsTotp: false,
        [new("Haemoglobin", "12.5 g/dL")]);
}
