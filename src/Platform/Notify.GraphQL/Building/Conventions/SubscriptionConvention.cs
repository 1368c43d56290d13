using System.Linq.Expressions;
using System.Reflection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.Types;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Makes fields of the subscription type: from a topic, or from a method that opens a stream of its own.</summary>
internal sealed class SubscriptionConvention(BuildContext context)
{
    /// <summary>Tells whether a method only opens the stream of others, so that it is no field.</summary>
    public static bool IsStreamOpener(MemberInfo member, Type type) => type
        .GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)
        .Any(method => method.GetCustomAttribute<SubscribeAttribute>()?.With == member.Name);

    public FieldParts Build(BoundMethod bound, FieldParts plain)
    {
        var method = bound.Method;
        var where = Naming.Readable(method);
        if (method.GetCustomAttribute<SubscribeAttribute>() is not { } attribute)
        {
            context.Problem($"{where}: a field of the subscription type needs [Subscribe]. Add it, or leave the member out with [GraphQLIgnore].");
            return plain;
        }

        var arguments = new List<InputValueDefinition>(bound.Arguments);
        var subscribe = attribute.With is { } opener ? FromMethod(bound, opener, arguments) : FromTopic(bound, attribute, where);
        return plain with
        {
            Arguments = arguments,
            Subscribe = subscribe,
            Resolver = context.WhenSound(bound.Compile),
        };
    }

    private SubscribeResolver? FromTopic(BoundMethod bound, SubscribeAttribute attribute, string where)
    {
        var method = bound.Method;
        var message = attribute.MessageType
            ?? method.GetParameters().FirstOrDefault(parameter => parameter.IsDefined(typeof(EventMessageAttribute)))?.ParameterType;
        if (message is null)
        {
            context.Problem($"{where}: nothing says what the topic's messages are. Take the message as a parameter with [EventMessage], or set MessageType on [Subscribe].");
            return null;
        }

        var template = method.GetCustomAttribute<TopicAttribute>()?.Name ?? method.Name;
        if (TopicTemplate.Parse(template, bound.Arguments, problem => context.Problem($"{where}: {problem}")) is not { } topic)
        {
            return null;
        }

        if (!context.IsService.IsService(typeof(ITopicEventReceiver)))
        {
            context.Problem($"{where}: it listens to the topic '{template}', but no topics are registered. Call AddInMemorySubscriptions() or AddRedisSubscriptions(…).");
            return null;
        }

        var open = typeof(EventStreams).GetMethod(nameof(EventStreams.FromTopicAsync))!.MakeGenericMethod(message) // named by nameof
            .CreateDelegate<Func<string, ResolverContext, ValueTask<EventStream>>>();
        return call => open(topic.Format(call.Arguments), call);
    }

    private SubscribeResolver? FromMethod(BoundMethod bound, string name, List<InputValueDefinition> arguments)
    {
        var where = Naming.Readable(bound.Method);
        var opener = bound.Scope.Class.GetMethod(name, BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance);
        if (opener is null)
        {
            context.Problem($"{where}: [Subscribe] names the method '{name}', but {Naming.Readable(bound.Scope.Class)} has no public method of that name.");
            return null;
        }

        var own = context.Methods.Bind(opener, bound.Scope);
        if (StreamMethod(opener.ReturnType) is not { } wrap)
        {
            context.Problem($"{Naming.Readable(opener)}: it opens a subscription's stream, so it must answer an ISourceStream<T> or an IAsyncEnumerable<T>, at once or in a task.");
            return null;
        }

        var places = own.Arguments.ConvertAll(argument => Place(argument, arguments));
        var call = Expression.Parameter(typeof(ResolverContext), "context");
        var frame = new BindingFrame(call, index => BoundMethod.OwnArgument(call, places[index]));
        var open = context.WhenSound(() => Expression.Lambda<FieldResolver>(Opened(own.Call(frame)), call).Compile());
        return open is null ? null : async field => wrap(await open(field) ?? throw new InvalidOperationException($"{name} opened no stream."));
    }

    private static Expression Opened(Expression call) => call.Type.IsGenericType && call.Type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)
        ? Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object))) // kept as a stream, not collected
        : ResolverExpressions.Answer(call);

    private static int Place(InputValueDefinition argument, List<InputValueDefinition> arguments)
    {
        var known = arguments.FindIndex(existing => existing.Name == argument.Name);
        if (known >= 0)
        {
            return known;
        }

        arguments.Add(argument);
        return arguments.Count - 1;
    }

    private static Func<object, EventStream>? StreamMethod(Type type)
    {
        var stream = type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
        foreach (var face in stream.GetInterfaces().Prepend(stream).Where(candidate => candidate.IsGenericType))
        {
            var definition = face.GetGenericTypeDefinition();
            var name = definition == typeof(ISourceStream<>) ? nameof(EventStreams.FromSource) : definition == typeof(IAsyncEnumerable<>) ? nameof(EventStreams.FromEvents) : null;
            if (name is not null)
            {
                return typeof(EventStreams).GetMethod(name)!.MakeGenericMethod(face.GetGenericArguments()).CreateDelegate<Func<object, EventStream>>(); // named by nameof
            }
        }

        return null;
    }
}
