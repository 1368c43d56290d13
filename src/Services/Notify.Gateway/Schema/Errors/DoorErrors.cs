using Notify.Gateway.Problems;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Errors;

/// <summary>Gives refusals and outages that no payload shows the codes and sentences of the REST door.</summary>
internal sealed class DoorErrors : IErrorFilter
{
    public IError OnError(IError error)
    {
        if (error.Exception is null)
        {
            return error;
        }

        var (problem, retryAfter) = ExceptionReading.Read(error.Exception is RefusedException refused ? refused.Refusal : error.Exception);
        if (problem.Code == ErrorCode.Internal.Text)
        {
            return problem.Instance is { } instance ? error.SetExtension("instance", instance) : error;
        }

        var told = error.WithMessage(problem.Detail).WithCode(problem.Code);
        told = problem.Errors is { } fields ? told.SetExtension("fields", fields.Select(static field => new { path = field.Path, message = field.Message }).ToArray()) : told;
        return retryAfter is { } wait ? told.SetExtension("retryAfterSeconds", (int)Math.Ceiling(wait.TotalSeconds)) : told;
    }
}
