using Notify.GraphQL.Registration;
using Notify.GraphQL.Types;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Builds the schema from the registered classes, once, when the application starts. All that is wrong is told at once.</summary>
internal static class SchemaBuilder
{
    /// <exception cref="SchemaException">The classes do not make a schema.</exception>
    public static Schema Build(ServerConfiguration configuration, IServiceProvider services)
    {
        var context = new BuildContext(configuration, services);
        var query = Root(context, OperationType.Query);
        var mutation = Root(context, OperationType.Mutation);
        var subscription = Root(context, OperationType.Subscription);
        if (query is null)
        {
            context.Problem("There is no query type. Mark a class with [QueryType] and register it with AddTypes or AddTypesFromAssembly.");
        }

        AddUnreached(context);
        context.Outputs.Complete();
        ExtensionCheck.Check(context);
        if (context.Problems.Count > 0 || query is null)
        {
            throw new SchemaException([.. context.Problems]);
        }

        var schema = new Schema(query, mutation, subscription, context.Names.All, BuiltInDirectives.All, configuration.Description);
        var violations = SchemaValidator.Validate(schema);
        return violations.Count == 0 ? schema : throw new SchemaException(violations);
    }

    private static ObjectType? Root(BuildContext context, OperationType operation) => context.Classes.Roots(operation).Count == 0 ? null
        : context.Outputs.AddObject(
            new ObjectType { Name = operation.ToString() }, $"the {operation} root",
            () => context.Fields.OfRoot(operation).Select(entry => context.Fields.Build(entry.Member, entry.Scope))
                .Concat(operation == OperationType.Query ? context.Nodes.RootFields() : []));

    private static void AddUnreached(BuildContext context)
    {
        foreach (var scalar in context.Configuration.Scalars)
        {
            context.Names.AddScalar(scalar);
        }

        foreach (var type in context.Classes.Outputs)
        {
            context.Outputs.Named(type, Naming.Readable(type));
        }

        foreach (var type in context.Classes.ExtendedTypes)
        {
            context.Outputs.Named(type, Naming.Readable(type));
        }

        foreach (var type in context.Classes.Inputs)
        {
            context.Inputs.Object(type);
        }
    }
}
