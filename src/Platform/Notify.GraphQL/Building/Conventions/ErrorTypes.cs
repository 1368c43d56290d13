using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Types;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Reads <c>[Error]</c> and makes the union of a mutation's errors.</summary>
internal sealed class ErrorTypes(BuildContext context)
{
    private InterfaceType? face;

    public IReadOnlyList<ErrorMapping> MappingsOf(MethodInfo method)
    {
        var mappings = new List<ErrorMapping>();
        foreach (var type in method.GetCustomAttributes<ErrorAttribute>().Select(attribute => attribute.ErrorType))
        {
            var found = Of(type).ToArray();
            if (found.Length == 0)
            {
                context.Problem($"{Naming.Readable(method)}: [Error] names {Naming.Readable(type)}, which is no exception and says no way from one. Give it a static CreateErrorFrom(exception) or a constructor that takes the exception, or make it an IPayloadErrorFactory.");
            }

            mappings.AddRange(found);
        }

        foreach (var twice in mappings.GroupBy(mapping => mapping.ExceptionType).Where(group => group.Count() > 1))
        {
            context.Problem($"{Naming.Readable(method)}: {Naming.Readable(twice.Key)} is mapped to several errors by [Error]. Keep one of them.");
        }

        return mappings;
    }

    public UnionType Union(string name, IReadOnlyList<ErrorMapping> mappings)
    {
        var union = new UnionType { Name = name, Description = "What may go wrong in the mutation." };
        context.Names.Add(union, $"the errors {name}");
        union.Members = [.. mappings.Select(mapping => mapping.ErrorType).Distinct().Select(Shown).OfType<ObjectType>()];
        return union;
    }

    private NamedType Shown(Type type)
    {
        var shown = context.Outputs.Named(type, Naming.Readable(type));
        if (shown is ObjectType error && !error.Interfaces.Contains(Face()))
        {
            error.Interfaces = [.. error.Interfaces, Face()];
            if (type.GetProperty(nameof(Exception.Message))?.PropertyType != typeof(string))
            {
                context.Problem($"{Naming.Readable(type)}: an error of a mutation needs a property Message of the type string. Add it.");
            }
        }

        return shown;
    }

    private InterfaceType Face() => face ??= context.Outputs.AddInterface(
        new InterfaceType { Name = "Error", Description = "What went wrong in a mutation." }, "mutation conventions",
        () => [new FieldDefinition { Name = "message", Description = "What went wrong, in a sentence.", Type = BuiltInScalars.String.AsNonNull }]);

    private IEnumerable<ErrorMapping> Of(Type type)
    {
        if (typeof(Exception).IsAssignableFrom(type))
        {
            return [new ErrorMapping(type, type, static exception => exception)];
        }

        var factories = type.GetInterfaces().Where(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IPayloadErrorFactory<,>)).ToArray();
        if (factories.Length > 0)
        {
            var instance = new Lazy<object>(() => ActivatorUtilities.GetServiceOrCreateInstance(context.Services, type));
            return factories.Select(factory => FromFactory(factory, instance));
        }

        var methods = type.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.Name == "CreateErrorFrom" && TakesException(method) && method.ReturnType != typeof(void))
            .Select(method => new ErrorMapping(method.GetParameters()[0].ParameterType, method.ReturnType, exception => Unwrapped(() => method.Invoke(null, [exception]))));
        var constructors = type.GetConstructors().Where(TakesException)
            .Select(constructor => new ErrorMapping(constructor.GetParameters()[0].ParameterType, type, exception => Unwrapped(() => constructor.Invoke([exception]))));
        return methods.Concat(constructors).DistinctBy(mapping => mapping.ExceptionType);
    }

    private static ErrorMapping FromFactory(Type face, Lazy<object> instance)
    {
        var arguments = face.GetGenericArguments();
        var method = face.GetMethod(nameof(IPayloadErrorFactory<,>.CreateErrorFrom))!; // named by nameof
        return new ErrorMapping(arguments[1], arguments[0], exception => Unwrapped(() => method.Invoke(instance.Value, [exception])));
    }

    private static bool TakesException(MethodBase method) =>
        method.GetParameters() is [var only] && typeof(Exception).IsAssignableFrom(only.ParameterType);

    private static object Unwrapped(Func<object?> create)
    {
        try
        {
            return create() ?? throw new InvalidOperationException("An error of a mutation was created as null.");
        }
        catch (TargetInvocationException outer) when (outer.InnerException is { } inner)
        {
            throw new InvalidOperationException("An error of a mutation could not be created.", inner);
        }
    }
}
