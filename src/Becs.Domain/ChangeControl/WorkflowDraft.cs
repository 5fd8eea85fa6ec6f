using System.Security.Cryptography;
using System.Text;

namespace Becs.Domain.ChangeControl;

/// <summary>
/// A version of a workflow that somebody works on: one for each definition and author. It may be broken, and it never runs: instances start
/// from packages, and what becomes a package is signed first.
/// </summary>
public sealed class WorkflowDraft
{
    private WorkflowDraft()
    {
    }

    public WorkflowDraft(Guid id, string definitionId, int version, Guid authorId, string authorName, string? basedOnHash, DateTime createdAt)
    {
        Id = id;
        DefinitionId = definitionId;
        DefinitionVersion = version;
        AuthorId = authorId;
        AuthorName = authorName;
        BasedOnHash = basedOnHash;
        CreatedAt = createdAt;
    }

    public Guid Id { get; private set; }

    public string DefinitionId { get; private set; } = "";

    /// <summary>The number it would get: one more than the last package had when the draft was begun.</summary>
    public int DefinitionVersion { get; private set; }

    public Guid AuthorId { get; private set; }

    public string AuthorName { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string? Description { get; private set; }

    /// <summary>The definition as the author sent it, as JSON text. Never a parsed form: nothing in it is lost.</summary>
    public string Body { get; private set; } = "";

    /// <summary>SHA-256 of <see cref="Body"/> in UTF-8, lower-case hex.</summary>
    public string BodyHash { get; private set; } = "";

    /// <summary>Package it was begun from; null for a new workflow.</summary>
    public string? BasedOnHash { get; private set; }

    /// <summary>The vendor's version it was begun from; null for any other draft.</summary>
    public Guid? VendorVersionId { get; private set; }

    public DateTime CreatedAt { get; private set; }

    public DateTime UpdatedAt { get; private set; }

    /// <summary>Row version against lost updates.</summary>
    public long Version { get; private set; }

    /// <summary>Takes what the author saved.</summary>
    /// <returns>False when it is what is stored already: nothing is written.</returns>
    public bool Save(string name, string? description, string body, DateTime nowAt)
    {
        var hash = HashOf(body);
        if (hash == BodyHash && name == Name && description == Description)
        {
            return false;
        }

        (Name, Description, Body, BodyHash, UpdatedAt) = (name, description, body, hash, nowAt);
        Version++;
        return true;
    }

    /// <summary>A form, table or scenario of it was saved or taken out: whoever puts it away at the same moment reads it again.</summary>
    public void Touch() => Version++;

    /// <summary>It takes over what the vendor offers.</summary>
    public void TakeOver(Guid vendorVersionId) => VendorVersionId = vendorVersionId;

    /// <summary>What it was submitted as was approved meanwhile: from now on it is a change of that.</summary>
    public void GoOnFrom(string packageHash, int nextVersion)
    {
        (BasedOnHash, DefinitionVersion, VendorVersionId) = (packageHash, nextVersion, null);
        Version++;
    }

    public static string HashOf(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
