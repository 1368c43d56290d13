using Microsoft.Extensions.DependencyInjection;

namespace Notify.GraphQL.Execution;

/// <summary>How subscriptions are opened, and in whose services.</summary>
internal sealed partial class RequestExecutor
{
    private async ValueTask<IExecutionResult> SubscribeAsync(
        OperationRequest request, PreparedOperation operation, OperationPlan plan, VariableValues variables, CancellationToken cancellationToken)
    {
        // The requests that share an execution differ in their services only, so each event gets a scope of its own.
        // So does a stream that others may join: it outlives the request that was the first to ask for it.
        var scopes = request.Services.GetRequiredService<IServiceScopeFactory>();
        var key = SharingKey.Of(request, operation);
        return await hub.SubscribeAsync(
            key,
            open => key is null
                ? OpenAsync(request, plan, variables, request.Services, null, open)
                : OpenInScopeAsync(request, plan, variables, scopes.CreateAsyncScope(), open),
            async (message, running) =>
            {
                await using var scope = scopes.CreateAsyncScope();
                if (request.PrepareEventScope is { } prepare)
                {
                    await prepare(scope.ServiceProvider, running).ConfigureAwait(false);
                }

                return await RunAsync(request, plan, variables, message, scope.ServiceProvider, running).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a stream in a scope that ends with it.</summary>
    private async ValueTask<EventStream> OpenInScopeAsync(
        OperationRequest request, OperationPlan plan, VariableValues variables, AsyncServiceScope scope, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await OpenAsync(request, plan, variables, scope.ServiceProvider, request.PrepareEventScope, cancellationToken).ConfigureAwait(false);
            return new EventStream(stream.Events, stream.IsShareable, async () =>
            {
                await using (scope)
                {
                    await stream.DisposeAsync().ConfigureAwait(false);
                }
            });
        }
        catch
        {
            await scope.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<EventStream> OpenAsync(
        OperationRequest request, OperationPlan plan, VariableValues variables, IServiceProvider services,
        Func<IServiceProvider, CancellationToken, ValueTask>? prepare, CancellationToken cancellationToken)
    {
        var field = plan.Root.Fields[0]; // validation: a subscription has one root field
        using var lifetime = new RequestLifetime(options.Request.ExecutionTimeout, options.Time, cancellationToken);
        var state = StateOf(request, variables, null, services, lifetime);
        _ = new FieldExecution(state); // lends its scheduler to loaders
        try
        {
            if (prepare is not null)
            {
                await prepare(services, lifetime.Token).ConfigureAwait(false);
            }

            var subscribe = field.Definition.Subscribe
                ?? throw new InvalidOperationException($"{field.Definition.Coordinate} opens no event stream.");
            var root = new ObjectNode(null, null, -1, null, plan.Root);
            return await subscribe(new ResolverContext(state, field, null, field.Arguments.Bind(variables), root)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            state.ReportException(exception, field, Path.Field(null, field.ResponseName));
            throw new RequestRefusedException(RequestFailure.Subscribe, state.Errors);
        }
    }
}
