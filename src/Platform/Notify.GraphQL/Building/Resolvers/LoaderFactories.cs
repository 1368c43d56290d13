using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.DataLoaders;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Building;

/// <summary>How the loaders that resolvers ask for are made, once per request.</summary>
internal sealed class LoaderFactories
{
    private readonly BuildContext context;
    private readonly Dictionary<Type, Func<RequestState, object>> factories = [];

    public LoaderFactories(BuildContext context)
    {
        this.context = context;
        foreach (var (service, implementation) in context.Configuration.DataLoaders)
        {
            factories[service] = Create(implementation);
        }
    }

    public bool TryCreate(Type type, [NotNullWhen(true)] out Func<RequestState, object>? create)
    {
        if (!factories.TryGetValue(type, out create) && type is { IsAbstract: false, IsInterface: false } && typeof(IDataLoader).IsAssignableFrom(type))
        {
            factories[type] = create = Create(type);
        }

        return create is not null;
    }

    private Func<RequestState, object> Create(Type type)
    {
        var constructors = type.GetConstructors();
        if (constructors.Length != 1)
        {
            context.Problem($"{Naming.Readable(type)}: a loader needs exactly one public constructor, but it has {constructors.Length}.");
            return static _ => throw new InvalidOperationException("The schema has a problem with this loader.");
        }

        var sources = Array.ConvertAll(constructors[0].GetParameters(), parameter => Source(type, parameter.ParameterType, parameter.Name));
        var invoke = System.Reflection.ConstructorInvoker.Create(constructors[0]);
        return request =>
        {
            var arguments = Array.ConvertAll(sources, source => source(request));
            return invoke.Invoke(arguments.AsSpan());
        };
    }

    private Func<RequestState, object?> Source(Type loader, Type type, string? name)
    {
        if (type == typeof(IBatchScheduler))
        {
            return static request => request.Scheduler;
        }

        if (type == typeof(DataLoaderOptions))
        {
            return static request => request.Services.GetService<DataLoaderOptions>() ?? new DataLoaderOptions();
        }

        if (type != loader && TryCreate(type, out var create))
        {
            return request => request.Loader(type, create);
        }

        if (!context.IsService.IsService(type))
        {
            context.Problem($"{Naming.Readable(loader)}: the constructor's parameter '{name}' is a {Naming.Readable(type)}, which is not registered. Register it in the application's services.");
        }

        return request => request.Services.GetRequiredService(type);
    }
}
