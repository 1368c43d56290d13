using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Subscriptions;

namespace Notify.GraphQL.Building;

/// <summary>Makes the executor's event streams of topics and of the application's own streams.</summary>
internal static class EventStreams
{
    public static async ValueTask<EventStream> FromTopicAsync<T>(string topic, ResolverContext context)
    {
        var receiver = context.Services.GetRequiredService<ITopicEventReceiver>();
        return FromSource<T>(await receiver.SubscribeAsync<T>(topic, context.RequestAborted));
    }

    public static EventStream FromSource<T>(object source)
    {
        var stream = (ISourceStream<T>)source;
        return new EventStream(Boxed(stream.ReadEventsAsync()), isShareable: source is not IUnsharedStream, stream.DisposeAsync);
    }

    /// <summary>A stream of the application's own may begin with what its first reader asked for, so nobody joins it.</summary>
    public static EventStream FromEvents<T>(object source) => new(Boxed((IAsyncEnumerable<T>)source), isShareable: false);

    private static async IAsyncEnumerable<object?> Boxed<T>(IAsyncEnumerable<T> events, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var message in events.WithCancellation(cancellationToken))
        {
            yield return message;
        }
    }
}
