// TEMPORARY seams: whoever brings the real type (http: SubscriptionHub,
// IOperationDocumentStorage) deletes its line here in the same commit. The last one deletes the file.
using Notify.GraphQL.Execution;
#pragma warning disable
namespace Notify.GraphQL.PersistedDocuments { public interface IOperationDocumentStorage { ValueTask<string?> TryReadAsync(string id, CancellationToken ct); } }
namespace Notify.GraphQL.Subscriptions { internal sealed class SubscriptionHub { public ValueTask<SubscriptionResult> SubscribeAsync(object? key, Func<CancellationToken, ValueTask<EventStream>> open, Func<object?, CancellationToken, ValueTask<OperationResult>> execute, CancellationToken ct) => throw new Exception(); } }
