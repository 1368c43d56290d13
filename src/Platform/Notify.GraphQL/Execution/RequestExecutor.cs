using Microsoft.Extensions.Logging;
using Notify.GraphQL.Building;
using Notify.GraphQL.Language;
using Notify.GraphQL.PersistedDocuments;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.Telemetry;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.Validation;

namespace Notify.GraphQL.Execution;

/// <summary>
/// The way of a request: find or prepare its document, choose the operation, coerce the variables, price it, plan it, run it,
/// write it. Each step that refuses answers errors without <c>data</c>.
/// </summary>
internal sealed partial class RequestExecutor : IRequestExecutor, IDisposable
{
    private readonly Schema schema;
    private readonly ExecutorOptions options;
    private readonly DocumentCache cache;
    private readonly ExceptionMapper exceptions;
    private readonly SubscriptionHub hub;
    private readonly IOperationDocumentStorage? storage;
    private readonly SemaphoreSlim places;
    private readonly OperationObserver observer;

    public RequestExecutor(Schema schema, ExecutorOptions options, ILoggerFactory loggers, SubscriptionHub hub, IOperationDocumentStorage? storage)
    {
        this.schema = schema;
        this.options = options;
        this.hub = hub;
        this.storage = storage;
        cache = new DocumentCache(options.Request.DocumentCacheSize);
        observer = new OperationObserver(loggers.CreateLogger("Notify.GraphQL"), options.Request.SlowOperationThreshold, options.Time);
        exceptions = new ExceptionMapper(options.Request.IncludeExceptionDetails ?? false, loggers.CreateLogger("Notify.GraphQL"));
        places = new SemaphoreSlim(options.Request.MaxConcurrentExecutions);
    }

    public Schema Schema => schema;

    public string PrintSchema() => SchemaPrinter.Print(schema);

    public IReadOnlyList<string> FindUnprotectedFields() => UnprotectedFields.Of(schema);

    public void Dispose() => places.Dispose();

    public async ValueTask<IExecutionResult> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        var begun = observer.Begin();
        PreparedDocument? document = null;
        PreparedOperation? operation = null;
        IExecutionResult? result = null;
        try
        {
            document = await FindDocumentAsync(request, cancellationToken).ConfigureAwait(false);
            operation = document.FindOperation(request.OperationName) ?? throw UnknownOperation(request.OperationName);
            RefuseForbidden(operation.Node.Kind, request.AllowedOperations);
            var (variables, misfits) = VariableCoercion.Coerce(schema, document.Document, operation.Node, request.Variables);
            if (misfits.Count > 0)
            {
                return result = Refused(RequestFailure.Variables, misfits);
            }

            RefuseExpensive(operation, variables);
            var plan = PlanOf(operation, variables);
            return result = plan.Kind == OperationKind.Subscription
                ? await SubscribeAsync(request, operation, plan, variables, cancellationToken).ConfigureAwait(false)
                : await RunInPlaceAsync(request, plan, variables, cancellationToken).ConfigureAwait(false);
        }
        catch (RequestRefusedException refused)
        {
            return result = Refused(refused.Failure, refused.Errors);
        }
        finally
        {
            observer.End(begun, document, operation, result);
        }
    }

    private ValueTask<PreparedDocument> FindDocumentAsync(OperationRequest request, CancellationToken cancellationToken)
    {
        if (request.DocumentId is not null)
        {
            return FindStoredAsync(request.DocumentId, cancellationToken);
        }

        if (options.Request.OnlyPersistedDocuments)
        {
            throw new RequestRefusedException(
                RequestFailure.PersistedDocument, ErrorCodes.PersistedDocumentRequired,
                "This server runs stored documents only: send 'documentId' instead of 'query'.");
        }

        return ValueTask.FromResult(
            cache.TryGet(request.Document.Span, out var document) ? document : Prepare(request.Document.ToString(), null));
    }

    private async ValueTask<PreparedDocument> FindStoredAsync(string id, CancellationToken cancellationToken)
    {
        var key = "#" + id; // no document starts with a comment only, so an id never meets a text
        if (cache.TryGet(key, out var known))
        {
            return known;
        }

        var text = storage is null ? null : await storage.TryReadAsync(id, cancellationToken).ConfigureAwait(false);
        return text is not null
            ? Prepare(text, key)
            : throw new RequestRefusedException(
                RequestFailure.PersistedDocument, ErrorCodes.PersistedDocumentNotFound, $"No document is stored under '{id}'.");
    }

    private PreparedDocument Prepare(string text, string? key)
    {
        DocumentNode document;
        try
        {
            document = GraphQLParser.Parse(text, options.Parser);
        }
        catch (GraphQLSyntaxException wrong)
        {
            throw new RequestRefusedException(
                RequestFailure.Syntax, [new GraphQLError(wrong.Message) { Code = wrong.Code, Locations = [wrong.Location] }]);
        }

        var errors = DocumentValidator.Validate(schema, document, options.Validation);
        if (errors.Count > 0)
        {
            throw new RequestRefusedException(RequestFailure.Validation, errors);
        }

        var prepared = new PreparedDocument(document, DocumentId.Of(text));
        cache.Add(key ?? text, prepared);
        return prepared;
    }

    private void RefuseExpensive(PreparedOperation operation, VariableValues variables)
    {
        if (!options.Cost.EnforceCostLimits)
        {
            return;
        }

        var cost = operation.CostFor(schema, variables, options.Cost);
        if (cost.Errors.Count > 0)
        {
            throw new RequestRefusedException(RequestFailure.Validation, cost.Errors);
        }

        if (cost.FieldCost > options.Cost.MaxFieldCost)
        {
            throw TooExpensive("field", cost.FieldCost, options.Cost.MaxFieldCost, ErrorCodes.MaxFieldCost);
        }

        if (cost.TypeCost > options.Cost.MaxTypeCost)
        {
            throw TooExpensive("type", cost.TypeCost, options.Cost.MaxTypeCost, ErrorCodes.MaxTypeCost);
        }
    }

    private OperationPlan PlanOf(PreparedOperation operation, VariableValues variables)
    {
        try
        {
            return operation.PlanFor(schema, variables);
        }
        catch (InputException wrong)
        {
            throw new RequestRefusedException(RequestFailure.Variables, ErrorCodes.InvalidVariable, wrong.Message);
        }
        catch (PlanTooLargeException large)
        {
            throw new RequestRefusedException(RequestFailure.Validation, ErrorCodes.MaxPlannedFields, large.Message);
        }
    }

    private async ValueTask<OperationResult> RunInPlaceAsync(
        OperationRequest request, OperationPlan plan, VariableValues variables, CancellationToken cancellationToken)
    {
        if (!places.Wait(0, CancellationToken.None)
            && !await places.WaitAsync(options.Request.ExecutionTimeout, cancellationToken).ConfigureAwait(false))
        {
            return Refused(RequestFailure.Overloaded, [Error(
                ErrorCodes.Overloaded, $"The server runs {options.Request.MaxConcurrentExecutions} operations already. Try again later.")]);
        }

        try
        {
            return await RunAsync(request, plan, variables, null, request.Services, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            places.Release();
        }
    }

    private async ValueTask<OperationResult> RunAsync(
        OperationRequest request, OperationPlan plan, VariableValues variables, object? eventMessage, IServiceProvider services,
        CancellationToken cancellationToken)
    {
        using var lifetime = new RequestLifetime(options.Request.ExecutionTimeout, options.Time, cancellationToken);
        var state = StateOf(request, variables, eventMessage, services, lifetime);
        var execution = new FieldExecution(state);
        ObjectNode root;
        try
        {
            root = plan.Kind == OperationKind.Mutation
                ? await execution.RunSeriallyAsync(plan.Root).ConfigureAwait(false)
                : await execution.RunAsync(plan.Root).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lifetime.TimedOut)
        {
            return Refused(RequestFailure.Timeout, [Error(
                ErrorCodes.Timeout, $"The operation took longer than {options.Request.ExecutionTimeout.TotalSeconds:0.#} seconds and was ended.")]);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Write(state, root);
    }

    private OperationResult Write(RequestState state, ObjectNode root)
    {
        var buffer = new ResponseBuffer();
        try
        {
            buffer.WriteRaw("{\"data\":"u8);
            var hasData = new ResponseWriter(state, buffer).WriteRoot(root);
            if (!hasData)
            {
                buffer.WriteNull();
            }

            buffer.WriteByte((byte)'}');
            return state.Errors.Count == 0
                ? new OperationResult(buffer, [], RequestFailure.None, !hasData)
                : WithErrors(buffer, state.Errors, !hasData);
        }
        catch
        {
            buffer.Dispose();
            throw;
        }
    }

    private OperationResult WithErrors(ResponseBuffer data, IReadOnlyList<IError> errors, bool hasNullData)
    {
        var filtered = Filtered(errors);
        var whole = new ResponseBuffer(data.Length + 1_024);
        whole.WriteRaw("{\"errors\":"u8);
        ErrorWriter.Write(whole, filtered);
        whole.WriteByte((byte)',');
        whole.WriteRaw(data.Written.Span[1..]);
        data.Dispose();
        return new OperationResult(whole, filtered, RequestFailure.None, hasNullData);
    }

    private RequestState StateOf(
        OperationRequest request, VariableValues variables, object? eventMessage, IServiceProvider services, RequestLifetime lifetime) => new()
        {
            Schema = schema,
            Services = services,
            Request = request,
            Variables = variables,
            Lifetime = lifetime,
            Exceptions = exceptions,
            EventMessage = eventMessage,
        };

    /// <summary>Answers a request that is not run.</summary>
    public OperationResult Refused(RequestFailure failure, IReadOnlyList<IError> errors)
    {
        var filtered = Filtered(errors);
        var buffer = new ResponseBuffer(1_024);
        buffer.WriteRaw("{\"errors\":"u8);
        ErrorWriter.Write(buffer, filtered);
        buffer.WriteByte((byte)'}');
        return new OperationResult(buffer, filtered, failure, hasNullData: false);
    }

    private IReadOnlyList<IError> Filtered(IReadOnlyList<IError> errors)
    {
        if (options.ErrorFilters.Count == 0)
        {
            return errors;
        }

        var filtered = errors.ToArray();
        foreach (var filter in options.ErrorFilters)
        {
            for (var i = 0; i < filtered.Length; i++)
            {
                filtered[i] = filter.OnError(filtered[i]);
            }
        }

        return filtered;
    }

    private static void RefuseForbidden(OperationKind kind, AllowedOperations allowed)
    {
        var needed = kind switch
        {
            OperationKind.Query => AllowedOperations.Query,
            OperationKind.Mutation => AllowedOperations.Mutation,
            _ => AllowedOperations.Subscription,
        };
        if ((allowed & needed) == 0)
        {
            throw new RequestRefusedException(
                RequestFailure.OperationNotAllowed, ErrorCodes.OperationNotAllowed, $"A {needed.ToString().ToLowerInvariant()} may not be sent this way.");
        }
    }

    private static RequestRefusedException UnknownOperation(string? name) => new(
        RequestFailure.Variables, ErrorCodes.UnknownOperation,
        name is null ? "The document holds several operations: name one in 'operationName'." : $"The document has no operation '{name}'.");

    private static RequestRefusedException TooExpensive(string kind, double cost, double most, string code) => new(
        RequestFailure.Validation, [Error(code, $"The operation's {kind} cost is {cost:0.##}; the most is {most:0.##}. Ask for less, or in pages.")
            .SetExtension("cost", cost).SetExtension("maximum", most)]);

    private static GraphQLError Error(string code, string message) => new(message) { Code = code };
}
