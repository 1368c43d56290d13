using System.Linq.Expressions;
using System.Reflection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Types;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>What a mutation with conventions answers: a result, or errors that the schema describes.</summary>
internal sealed record MutationPayload(object? Result, IReadOnlyList<object>? Errors);

/// <summary>Gives mutations one input and a payload with errors.</summary>
internal sealed class MutationConvention(BuildContext context)
{
    private readonly ErrorTypes errors = new(context);

    public bool AppliesTo(MethodInfo method)
    {
        if (context.Configuration.MutationConventions is not { } options)
        {
            return false;
        }

        var attribute = method.GetCustomAttribute<UseMutationConventionAttribute>();
        return attribute is null ? options.ApplyToAllMutations : !attribute.Disable;
    }

    public FieldParts Build(BoundMethod bound, FieldParts plain, bool answersNothing, Func<FieldResolver, FieldResolver> finish)
    {
        var options = context.Configuration.MutationConventions!; // AppliesTo was asked first
        var settings = bound.Method.GetCustomAttribute<UseMutationConventionAttribute>();
        var mutation = Naming.Pascal(Naming.OfMember(bound.Method));
        var payloadName = settings?.PayloadTypeName ?? Named(options.PayloadTypeNamePattern, mutation);
        var errorName = settings?.PayloadErrorTypeName ?? Named(options.PayloadErrorTypeNamePattern, mutation);
        var mappings = errors.MappingsOf(bound.Method);
        var input = Input(bound, settings?.InputTypeName ?? Named(options.InputTypeNamePattern, mutation), settings?.InputArgumentName ?? options.InputArgumentName);
        var resolver = context.WhenSound(() => finish(bound.Compile(Frame(input is not null))));
        IReadOnlyList<InputValueDefinition> arguments = input is null ? plain.Arguments : [input];
        if (plain.Answer is ObjectType own && own.Name == payloadName)
        {
            if (mappings.Count > 0)
            {
                context.Problem($"{Naming.Readable(bound.Method)}: it answers the payload '{payloadName}' itself, so [Error] has no place to go. Answer the result alone, or take [Error] away.");
            }

            return plain with { Arguments = arguments, Resolver = resolver };
        }

        var resultName = settings?.PayloadFieldName ?? (answersNothing ? "success" : Naming.Camel(plain.Type.Named.Name));
        var payload = Payload(payloadName, resultName, plain.Type.Nullable, mappings, errorName, settings?.PayloadErrorsFieldName ?? options.PayloadErrorsFieldName);
        return new FieldParts(payload.AsNonNull, plain.Answer)
        {
            Arguments = arguments,
            Resolver = resolver is null ? null : Wrap(resolver, mappings),
        };
    }

    private static string Named(string pattern, string mutation) => pattern.Replace("{MutationName}", mutation, StringComparison.Ordinal);

    private InputValueDefinition? Input(BoundMethod bound, string typeName, string argumentName)
    {
        var fields = bound.Arguments;
        if (fields.Count == 0 || (fields.Count == 1 && fields[0].Name == argumentName))
        {
            return null;
        }

        var type = context.Names.Add(new InputObjectType { Name = typeName, Fields = fields }, Naming.Readable(bound.Method));
        return new InputValueDefinition
        {
            Name = argumentName,
            Type = type.AsNonNull,
            Convert = value => Convert(fields, ((InputObjectValue)value!).Values), // non-null in the schema
        };
    }

    private static object?[] Convert(List<InputValueDefinition> fields, object?[] values)
    {
        var converted = new object?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            converted[i] = fields[i].Convert is { } convert ? ResolverRuntime.Convert(values[i], convert) : values[i];
        }

        return converted;
    }

    private static BindingFrame Frame(bool hasInput)
    {
        var call = Expression.Parameter(typeof(ResolverContext), "context");
        return new BindingFrame(call, index => hasInput
            ? Expression.ArrayIndex(Expression.Convert(BoundMethod.OwnArgument(call, 0), typeof(object?[])), Expression.Constant(index))
            : BoundMethod.OwnArgument(call, index));
    }

    private ObjectType Payload(
        string name, string resultName, GraphQLType result, IReadOnlyList<ErrorMapping> mappings, string errorName, string errorsField) =>
        context.Outputs.AddObject(
            new ObjectType { Name = name, Description = "What the mutation came to.", RuntimeType = typeof(MutationPayload) }, $"the payload {name}",
            () =>
            {
                var fields = new List<FieldDefinition>
                {
                    new()
                    {
                        Name = resultName,
                        Description = "The result; null when there are errors.",
                        Type = result,
                        Getter = static source => ((MutationPayload)source).Result,
                    },
                };
                if (mappings.Count > 0)
                {
                    fields.Add(new FieldDefinition
                    {
                        Name = errorsField,
                        Description = "Why there is no result; null when there is one.",
                        Type = errors.Union(errorName, mappings).AsNonNull.AsList,
                        Getter = static source => ((MutationPayload)source).Errors,
                    });
                }

                return fields;
            });

    private static FieldResolver Wrap(FieldResolver resolver, IReadOnlyList<ErrorMapping> mappings) => async call =>
    {
        try
        {
            return new MutationPayload(await resolver(call), null);
        }
        catch (Exception exception) when (ErrorMapping.TryMap(mappings, exception) is not null)
        {
            return new MutationPayload(null, ErrorMapping.TryMap(mappings, exception));
        }
    };
}
