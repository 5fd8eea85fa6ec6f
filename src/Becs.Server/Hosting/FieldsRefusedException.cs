using Becs.Domain.Shared;

namespace Becs.Server.Hosting;

/// <summary>Several fields of one submission are refused, and nothing of it is written (HTTP 422). Names every field.</summary>
/// <param name="code">Code of the first refusal.</param>
/// <param name="message">What the caller reads first.</param>
/// <param name="errors">What is wrong, by field, such as <c>rows[3].din</c>.</param>
public sealed class FieldsRefusedException(string code, string message, Dictionary<string, string[]> errors)
    : BecsException(code, message)
{
    public Dictionary<string, string[]> Errors { get; } = errors;

    public override int Status => StatusCodes.Status422UnprocessableEntity;
}
