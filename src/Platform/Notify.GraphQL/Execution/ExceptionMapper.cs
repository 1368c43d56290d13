using Microsoft.Extensions.Logging;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>Turns what a resolver threw into errors: its own where it says so, else one that tells the client nothing of the server.</summary>
internal sealed partial class ExceptionMapper(bool includeDetails, ILogger logger)
{
    private const string Hidden = "The server failed while answering this field.";

    public void Report(RequestState request, Exception exception, FieldPlan field, Path path)
    {
        switch (exception)
        {
            case GraphQLException own:
                foreach (var error in own.Errors)
                {
                    request.Report(Placed(error, field, path));
                }

                break;
            case InputException wrong:
                request.Report(Make(wrong.Message, ErrorCodes.InvalidVariable, field, path));
                break;
            case LeafException misfit:
                LogMisfit(field.Definition.Coordinate, misfit);
                request.Report(Make(misfit.Message, ErrorCodes.InvalidResult, field, path));
                break;
            case OperationCanceledException when request.Lifetime.Caller.IsCancellationRequested || request.Lifetime.TimedOut:
                request.Report(Make("The request ended before this field was answered.", ErrorCodes.Timeout, field, path));
                break;
            default:
                LogFailed(field.Definition.Coordinate, exception);
                var hidden = Make(Hidden, ErrorCodes.Internal, field, path) with { Exception = exception };
                request.Report(includeDetails ? hidden.SetExtension("exception", exception.ToString()) : hidden);
                break;
        }
    }

    public static GraphQLError Make(string message, string code, FieldPlan field, Path path) =>
        new(message) { Code = code, Path = path, Locations = field.Locations };

    /// <summary>Gives an error the field's place where it has none of its own.</summary>
    public static IError Placed(IError error, FieldPlan field, Path path) => error is GraphQLError own
        ? own with { Path = own.Path ?? path, Locations = own.Locations.Count > 0 ? own.Locations : field.Locations }
        : error;

    [LoggerMessage(6001, LogLevel.Error, "The resolver of {Coordinate} failed.")]
    private partial void LogFailed(string coordinate, Exception exception);

    [LoggerMessage(6002, LogLevel.Error, "{Coordinate} answered a value that does not fit its type.")]
    private partial void LogMisfit(string coordinate, Exception exception);
}
