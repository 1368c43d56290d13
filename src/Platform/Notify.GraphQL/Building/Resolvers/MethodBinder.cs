using System.Linq.Expressions;
using System.Reflection;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Resolvers;
using Notify.GraphQL.Types.Pagination;
using Notify.GraphQL.Types.Relay;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>
/// Decides what each parameter of a resolver method is given: attributes first, then loaders, registered services, what the
/// server knows by itself; whatever is left is an argument of the field.
/// </summary>
internal sealed class MethodBinder(BuildContext context)
{
    private readonly LoaderFactories loaders = new(context);

    /// <summary>Binds a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="scope">Where its field stands.</param>
    /// <param name="isPaged">Whether <c>first</c>, <c>after</c>, <c>last</c> and <c>before</c> are the paging arguments.</param>
    /// <param name="isNodeResolver">Whether the first argument is the global id.</param>
    public BoundMethod Bind(MethodInfo method, FieldScope scope, bool isPaged = false, bool isNodeResolver = false)
    {
        var bound = new BoundMethod(method, scope);
        var awaitsId = isNodeResolver;
        foreach (var parameter in method.GetParameters())
        {
            var given = Given(bound, parameter, isPaged);
            if (given is null && awaitsId)
            {
                awaitsId = false;
                given = frame => Expression.Convert(frame.NodeId!, parameter.ParameterType); // node resolvers are compiled with the id
            }

            bound.Parameters.Add(given ?? Argument(bound, parameter));
        }

        if (awaitsId)
        {
            context.Problem($"{Naming.Readable(method)}: a node resolver takes the id. Give it a first parameter of the id's type.");
        }

        return bound;
    }

    private Func<BindingFrame, Expression>? Given(BoundMethod bound, ParameterInfo parameter, bool isPaged)
    {
        if (parameter.IsDefined(typeof(ParentAttribute)))
        {
            CheckParent(bound, parameter);
            return frame => ResolverExpressions.Parent(frame.Context, parameter.ParameterType);
        }

        bound.ReadsMoreThanParent = true;
        return ByAttribute(bound, parameter) ?? (parameter.IsDefined(typeof(ArgumentAttribute)) ? null : ByPaging(parameter, isPaged) ?? ByType(parameter));
    }

    private void CheckParent(BoundMethod bound, ParameterInfo parameter)
    {
        if (bound.Scope.Source is null)
        {
            if (bound.Scope.Root is not null)
            {
                context.Problem($"{Naming.Readable(bound.Method)}: the parameter '{parameter.Name}' asks for a parent, but a root type has none. Take the parameter away, or put the method on [ObjectType<{Naming.Readable(parameter.ParameterType)}>].");
            }
        }
        else if (!parameter.ParameterType.IsAssignableFrom(bound.Scope.Source))
        {
            context.Problem($"{Naming.Readable(bound.Method)}: the parent is a {Naming.Readable(bound.Scope.Source)}, but the parameter '{parameter.Name}' takes a {Naming.Readable(parameter.ParameterType)}. Make it [Parent] {Naming.Readable(bound.Scope.Source)} {parameter.Name}.");
        }
    }

    private Func<BindingFrame, Expression>? ByAttribute(BoundMethod bound, ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<ServiceAttribute>() is { } service)
        {
            return Service(bound, parameter, service.Key);
        }

        if (parameter.GetCustomAttribute<GlobalStateAttribute>() is { } global)
        {
            return State(nameof(ResolverRuntime.GlobalState), type, global.Key ?? parameter.Name);
        }

        if (parameter.GetCustomAttribute<ScopedStateAttribute>() is { } scoped)
        {
            return State(nameof(ResolverRuntime.ScopedState), type, scoped.Key ?? parameter.Name);
        }

        if (parameter.GetCustomAttribute<LocalStateAttribute>() is { } local)
        {
            return State(nameof(ResolverRuntime.LocalState), type, local.Key ?? parameter.Name);
        }

        return parameter.IsDefined(typeof(EventMessageAttribute))
            ? frame => Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.Event), [type], frame.Context)
            : null;
    }

    private Func<BindingFrame, Expression> Service(BoundMethod bound, ParameterInfo parameter, string? key)
    {
        var type = parameter.ParameterType;
        var isRegistered = key is null ? context.IsService.IsService(type) : context.IsService is not IServiceProviderIsKeyedService keyed || keyed.IsKeyedService(type, key);
        var isOptional = context.ShapeOf(parameter).IsNullable;
        if (!isRegistered && !isOptional)
        {
            context.Problem($"{Naming.Readable(bound.Method)}: the parameter '{parameter.Name}' asks for the service {Naming.Readable(type)}{(key is null ? "" : $" with the key '{key}'")}, which is not registered. Register it in the application's services.");
        }

        return key is not null
            ? frame => Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.KeyedService), [type], frame.Context, Expression.Constant(key))
            : frame => Expression.Call(typeof(ResolverRuntime), isOptional ? nameof(ResolverRuntime.ServiceOrNull) : nameof(ResolverRuntime.Service), [type], frame.Context);
    }

    private static Func<BindingFrame, Expression> State(string reader, Type type, string? key) =>
        frame => Expression.Call(typeof(ResolverRuntime), reader, [type], frame.Context, Expression.Constant(key));

    private static Func<BindingFrame, Expression>? ByPaging(ParameterInfo parameter, bool isPaged)
    {
        var member = !isPaged ? null
            : parameter.ParameterType == typeof(PagingArguments) ? ""
            : PagingPlan.ArgumentNames.Contains(Naming.OfParameter(parameter)) ? Naming.Pascal(Naming.OfParameter(parameter))
            : null;
        return member switch
        {
            null => null,
            "" => frame => frame.Paging!, // paged methods are compiled with the paging arguments
            _ => frame => Expression.Convert(Expression.Property(frame.Paging!, member), parameter.ParameterType), // the same
        };
    }

    private Func<BindingFrame, Expression>? ByType(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (loaders.TryCreate(type, out var create))
        {
            return frame => Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.Loader), [type], frame.Context, Expression.Constant(create));
        }

        if (IsRegistered(type))
        {
            return frame => Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.Service), [type], frame.Context);
        }

        if (type == typeof(CancellationToken))
        {
            return frame => Expression.Property(frame.Context, nameof(ResolverContext.RequestAborted));
        }

        if (type == typeof(ClaimsPrincipal))
        {
            return frame => Expression.Property(frame.Context, nameof(ResolverContext.User));
        }

        if (type == typeof(IServiceProvider))
        {
            return frame => Expression.Property(frame.Context, nameof(ResolverContext.Services));
        }

        return type == typeof(IResolverContext) ? frame => frame.Context : null;
    }

    private bool IsRegistered(Type type)
    {
        if (type == typeof(IServiceProvider) || ScalarTable.Find(type) is not null)
        {
            return false; // the request's own provider, and plain values, are no services
        }

        var isSequence = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>);
        return context.IsService.IsService(isSequence ? type.GetGenericArguments()[0] : type);
    }

    private Func<BindingFrame, Expression> Argument(BoundMethod bound, ParameterInfo parameter)
    {
        var where = Naming.Readable(bound.Method);
        var shape = context.ShapeOf(parameter);
        if (!context.Inputs.IsReadable(shape.Core))
        {
            context.Problem($"{where}: the parameter '{parameter.Name}' is a {Naming.Readable(parameter.ParameterType)}, which is neither a registered service nor a type that an argument could have. Register the service, or mark the parameter with [Parent], [Service], [EventMessage] or a state attribute.");
            return _ => Expression.Default(parameter.ParameterType);
        }

        var (type, convert) = context.Inputs.Resolve(shape, parameter.GetCustomAttribute<IDAttribute>(), $"{where}({parameter.Name})");
        var fallback = ParameterDefaults.Of(parameter);
        var index = bound.Arguments.Count;
        bound.Arguments.Add(new InputValueDefinition
        {
            Name = Naming.OfParameter(parameter),
            Description = Descriptions.OfParameter(parameter, context.Docs),
            DeprecationReason = Descriptions.Deprecation(parameter),
            Type = type,
            DefaultValue = ParameterDefaults.Literal(fallback, type, $"{where}({parameter.Name})", context),
            Convert = convert,
        });
        return frame => ResolverExpressions.Argument(frame.ArgumentAt(index), parameter.ParameterType, fallback, null);
    }
}
