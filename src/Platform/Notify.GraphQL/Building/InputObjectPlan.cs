using System.ComponentModel;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Notify.GraphQL.Types.Relay;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>An input object type and how a value of its class is made: by its constructor, then by the properties that can be set.</summary>
internal sealed class InputObjectPlan(Type type, InputObjectType inputType)
{
    private Func<object?[], object>? create;

    public InputObjectType Type => inputType;

    /// <summary>Answers the public constructor to use: the one without parameters, or else the one with the most; null when there is none.</summary>
    public static ConstructorInfo? ConstructorOf(Type type)
    {
        var constructors = type.GetConstructors();
        return Array.Find(constructors, constructor => constructor.GetParameters().Length == 0) ?? constructors.MaxBy(constructor => constructor.GetParameters().Length);
    }

    public object Create(object value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return create!(((InputObjectValue)value).Values); // complete before the schema is handed out
    }

    /// <summary>Finds the fields and compiles <see cref="Create"/>.</summary>
    public void Complete(BuildContext context)
    {
        var constructor = ConstructorOf(type)!; // what is not readable never becomes a plan
        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).ToArray();
        var sample = Sample(constructor);
        var fields = new List<InputValueDefinition>();
        var slots = Expression.Parameter(typeof(object?[]), "slots");
        var arguments = new List<Expression>();
        foreach (var parameter in constructor.GetParameters())
        {
            var property = Array.Find(properties, property => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));
            arguments.Add(ResolverExpressions.Argument(
                Expression.ArrayIndex(slots, Expression.Constant(fields.Count)), parameter.ParameterType, ParameterDefaults.Of(parameter), Add(fields, Field(context, parameter, property))));
        }

        var made = Expression.Variable(type, "made");
        var steps = new List<Expression> { Expression.Assign(made, constructor.GetParameters().Length == 0 && type.IsValueType ? Expression.New(type) : Expression.New(constructor, arguments)) };
        foreach (var property in properties.Where(property => IsSettable(property, constructor)))
        {
            var slot = Expression.ArrayIndex(slots, Expression.Constant(fields.Count));
            var field = Add(fields, Field(context, property, sample));
            steps.Add(Expression.IfThen(
                Expression.ReferenceNotEqual(slot, Expression.Constant(InputObjectValue.Missing)),
                Expression.Assign(Expression.Property(made, property), ResolverExpressions.Argument(slot, property.PropertyType, null, field))));
        }

        steps.Add(Expression.Convert(made, typeof(object)));
        create = Expression.Lambda<Func<object?[], object>>(Expression.Block([made], steps), slots).Compile();
        inputType.Fields = fields;
        Check(context, fields);
    }

    private static InputValueDefinition Add(List<InputValueDefinition> fields, InputValueDefinition field)
    {
        fields.Add(field);
        return field;
    }

    private static bool IsSettable(PropertyInfo property, ConstructorInfo constructor) =>
        property.SetMethod is { IsPublic: true } && !property.IsDefined(typeof(GraphQLIgnoreAttribute))
        && !Array.Exists(constructor.GetParameters(), parameter => string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));

    private object? Sample(ConstructorInfo constructor)
    {
        if (constructor.GetParameters().Length > 0)
        {
            return null;
        }

        try
        {
            return Activator.CreateInstance(type);
        }
        catch (TargetInvocationException)
        {
            return null; // a class that refuses to be empty has no initial values to read
        }
    }

    private InputValueDefinition Field(BuildContext context, ParameterInfo parameter, PropertyInfo? property)
    {
        var where = $"{Naming.Readable(type)}({parameter.Name})";
        var id = parameter.GetCustomAttribute<IDAttribute>() ?? property?.GetCustomAttribute<IDAttribute>();
        var (fieldType, convert) = context.Inputs.Resolve(context.ShapeOf(parameter), id, where);
        return new InputValueDefinition
        {
            Name = property?.GetCustomAttribute<GraphQLNameAttribute>()?.Name ?? Naming.OfParameter(parameter),
            Description = (property is null ? null : Descriptions.OfMember(property, context.Docs)) ?? Descriptions.OfParameter(parameter, context.Docs),
            DeprecationReason = Descriptions.Deprecation(parameter) ?? (property is null ? null : Descriptions.Deprecation(property)),
            Type = fieldType,
            DefaultValue = ParameterDefaults.Literal(ParameterDefaults.Of(parameter), fieldType, where, context),
            Convert = convert,
        };
    }

    private InputValueDefinition Field(BuildContext context, PropertyInfo property, object? sample)
    {
        var where = Naming.Readable(property);
        var (fieldType, convert) = context.Inputs.Resolve(context.ShapeOf(property), property.GetCustomAttribute<IDAttribute>(), where);
        var initial = property.GetCustomAttribute<DefaultValueAttribute>() is { } given ? given.Value : Initial(property, sample);
        return new InputValueDefinition
        {
            Name = Naming.OfMember(property),
            Description = Descriptions.OfMember(property, context.Docs),
            DeprecationReason = Descriptions.Deprecation(property),
            Type = fieldType,
            DefaultValue = inputType.IsOneOf ? null : ParameterDefaults.Literal(initial, fieldType, where, context),
            Convert = convert,
        };
    }

    private static object? Initial(PropertyInfo property, object? sample)
    {
        var isPlain = !property.IsDefined(typeof(RequiredMemberAttribute))
            && (property.PropertyType == typeof(string) || property.PropertyType.IsValueType)
            && !(property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(Optional<>));
        var value = sample is null || property.GetMethod is null || !isPlain ? null : property.GetValue(sample);
        return value is null || value.Equals(property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null) ? null : value;
    }

    private void Check(BuildContext context, List<InputValueDefinition> fields)
    {
        if (fields.Count == 0)
        {
            context.Problem($"{Naming.Readable(type)}: an input object needs at least one field. Give it a settable property or a constructor with parameters.");
        }

        foreach (var twice in fields.GroupBy(field => field.Name).Where(group => group.Count() > 1))
        {
            context.Problem($"{Naming.Readable(type)}: the input field '{twice.Key}' is declared twice. Rename one of them with [GraphQLName].");
        }
    }
}
