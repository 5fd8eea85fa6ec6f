using System.Text.Json;
using Becs.Domain.Shared;
using Becs.Workflows.Errors;

namespace Becs.Server.Designer;

/// <summary>
/// Turns every refusal behind Elsa's API into the answer Studio shows. What is not there is 404 without a body, as Elsa answers it; who may
/// not is 403; the rest of our refusals, whatever their family, is 400 with its sentence.
/// </summary>
internal sealed class StudioDoor : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (NotFoundException)
        {
            return Results.NotFound();
        }
        catch (BecsException refusal) when (refusal is not ForbiddenException)
        {
            return ElsaJson.Refused(refusal.Code, refusal.Message);
        }
        catch (WorkflowEngineException broken)
        {
            return ElsaJson.Refused("DSG-422", broken.Message);
        }
        catch (JsonException json)
        {
            return ElsaJson.Refused("DSG-401", $"The body is no JSON that can be read, at line {json.LineNumber + 1}.");
        }
    }
}
