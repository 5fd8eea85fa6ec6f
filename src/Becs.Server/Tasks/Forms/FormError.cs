using Becs.Server.Resources;
using Microsoft.Extensions.Localization;

namespace Becs.Server.Tasks.Forms;

/// <summary>One thing wrong with a submission.</summary>
/// <param name="Path">The field: <c>pulse</c>, or <c>results[2].value</c> in a table.</param>
/// <param name="Code">Stable code; the text is the resource <c>form.error.CODE</c>.</param>
/// <param name="Title">What the field is called.</param>
/// <param name="Detail">The limit broken or the reason, as it is shown.</param>
public sealed record FormError(string Path, string Code, string Title, string Detail = "")
{
    /// <summary>The sentence for the person; the field's name is in it.</summary>
    public string Describe(IStringLocalizer<Text> texts) => texts["form.error." + Code, Title, Detail];
}
