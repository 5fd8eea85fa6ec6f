namespace Becs.Server.Resources;

/// <summary>Names the resource file <c>Resources/Text.resx</c>: every text a person sees on a page comes from it by key.</summary>
public sealed class Text;
