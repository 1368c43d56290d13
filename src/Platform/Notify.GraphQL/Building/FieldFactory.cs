using System.Reflection;
using Notify.GraphQL.CostAnalysis;
using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Relay;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Makes fields of members.</summary>
internal sealed class FieldFactory
{
    private readonly Dictionary<FieldDefinition, MemberInfo> origins = [];
    private readonly BuildContext context;
    private readonly PagingConvention paging;
    private readonly MutationConvention mutations;
    private readonly SubscriptionConvention subscriptions;

    public FieldFactory(BuildContext context)
    {
        this.context = context;
        paging = new PagingConvention(context);
        mutations = new MutationConvention(context);
        subscriptions = new SubscriptionConvention(context);
    }

    public IEnumerable<FieldDefinition> OfClass(Type type, FieldScope scope) => MembersOf(type, scope).Select(entry => Build(entry.Member, entry.Scope));

    /// <summary>Lists the members that make up the type of a class: its own, and those of its extensions.</summary>
    public IEnumerable<(MemberInfo Member, FieldScope Scope)> MembersOf(Type type, FieldScope scope)
    {
        var extensions = context.Classes.Extensions(type)
            .SelectMany(extension => MemberCollector.Extension(extension, includeStatic: true).Select(member => (Member: member, Scope: scope with { Class = extension })))
            .ToArray();
        var hidden = extensions.Select(entry => entry.Member.GetCustomAttribute<BindMemberAttribute>()?.Name).Concat(IgnoredProperties(type)).ToHashSet();
        var ignoredFields = IgnoredFields(type).ToHashSet();
        return MemberCollector.Own(type)
            .Where(member => !hidden.Contains(member.Name) && !ignoredFields.Contains(Naming.OfMember(member)))
            .Where(member => member is not MethodInfo method || !AnswersNothing(method))
            .Select(member => (member, scope))
            .Concat(extensions)
            .Where(entry => entry.Item1 is not MethodInfo method || !NodeResolverFinder.IsOnlyNodeResolver(method, entry.Item2, context));
    }

    public IEnumerable<(MemberInfo Member, FieldScope Scope)> OfNamedExtensions(string typeName) =>
        context.Classes.Extensions(typeName).SelectMany(type => MemberCollector.Extension(type, includeStatic: true)
            .Select(member => (member, new FieldScope(typeName, null, type))));

    public IEnumerable<(MemberInfo Member, FieldScope Scope)> OfRoot(OperationType operation) =>
        context.Classes.Roots(operation).SelectMany(type => MemberCollector.Extension(type, IncludesStatic(type))
            .Where(member => operation != OperationType.Subscription || member.IsDefined(typeof(SubscribeAttribute)) || !SubscriptionConvention.IsStreamOpener(member, type))
            .Select(member => (member, new FieldScope(operation.ToString(), null, type) { Root = operation })));

    public FieldDefinition Build(MemberInfo member, FieldScope scope)
    {
        var parts = member is MethodInfo method ? OfMethod(method, scope) : OfProperty((PropertyInfo)member, scope);
        var rules = AuthorizationRules.OfField(member, scope);
        if (!scope.IsAbstract)
        {
            parts = Guarded(parts, rules);
        }

        var field = new FieldDefinition
        {
            Name = Naming.OfMember(member),
            Description = Descriptions.OfMember(member, context.Docs),
            DeprecationReason = Descriptions.Deprecation(member),
            Type = parts.Type,
            Arguments = parts.Arguments,
            Getter = parts.Getter,
            WriteLeaf = parts.WriteLeaf,
            Resolver = parts.Resolver,
            Subscribe = parts.Subscribe,
            Authorization = rules.All,
            Cost = member.GetCustomAttribute<CostAttribute>()?.Weight,
            ListSize = SizeOf(member) ?? parts.ListSize,
        };
        origins[field] = member;
        return field;
    }

    /// <summary>Names the member a field was made of; the type for a field of the server's own.</summary>
    public string OriginOf(FieldDefinition field, string typeName) => origins.TryGetValue(field, out var member) ? Naming.Readable(member) : typeName;

    private FieldParts Guarded(FieldParts parts, FieldRules rules)
    {
        var whole = rules with { Before = [.. rules.Before, .. (parts.Answer as ObjectType)?.Authorization ?? []] };
        var mixed = parts.Answer is InterfaceType or UnionType && parts.Answer.RuntimeType is { } face
            && context.Classes.Implementers(face).Any(type => AuthorizationRules.OfType(type, context.Classes).Count > 0) ? parts.Answer : null;
        AuthorizationPolicies.Check(whole.All, context);
        if (whole.All.Count == 0 && mixed is null)
        {
            return parts;
        }

        var guarded = parts.AsResolver();
        return guarded with
        {
            Resolver = guarded.Resolver is { } resolver ? AuthorizationGuard.Wrap(resolver, whole, mixed) : null,
            Subscribe = guarded.Subscribe is { } subscribe ? AuthorizationGuard.Wrap(subscribe, whole.Before) : null,
        };
    }

    private FieldParts OfProperty(PropertyInfo property, FieldScope scope)
    {
        var isStatic = property.GetMethod!.IsStatic; // only readable properties are collected
        if (!isStatic && !scope.IsOwn)
        {
            return OfMethod(property.GetMethod, scope, context.ShapeOf(property), property);
        }

        var shape = context.ShapeOf(property);
        if (property.GetCustomAttribute<UsePagingAttribute>() is not null || shape.Type != (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType))
        {
            return OfMethod(property.GetMethod, scope, shape, property);
        }

        var id = IdTypeName(property, scope);
        var answer = id is null ? context.Outputs.Named(shape.Core, Naming.Readable(property)) : BuiltInScalars.Id;
        var type = id is null ? context.Outputs.Resolve(shape, Naming.Readable(property)) : Wrap(shape, answer);
        var parts = new FieldParts(type, answer);
        if (scope.IsAbstract || context.Problems.Count > 0)
        {
            return parts;
        }

        var owner = property.DeclaringType is { IsInterface: true } face ? face : scope.Class;
        var getter = PureFields.Getter(property, owner);
        return id is not null && context.Ids.AreGlobal
            ? parts with { Getter = source => FormatId(getter(source), id) }
            : parts with { Getter = getter, WriteLeaf = PureFields.WriteLeaf(property, owner, type) };
    }

    private FieldParts OfMethod(MethodInfo method, FieldScope scope) => OfMethod(method, scope, context.ShapeOf(method), method);

    private FieldParts OfMethod(MethodInfo method, FieldScope scope, ClrShape shape, MemberInfo member)
    {
        var where = Naming.Readable(member);
        var attribute = member.GetCustomAttribute<UsePagingAttribute>();
        var bound = context.Methods.Bind(method, scope, attribute is not null);
        if (scope.Root == OperationType.Subscription)
        {
            return subscriptions.Build(bound, new FieldParts(context.Outputs.Resolve(shape, where), context.Outputs.Named(shape.Core, where)));
        }

        if (attribute is not null)
        {
            return Paged(bound, shape, member, attribute);
        }

        var id = IdTypeName(member, scope);
        var answersNothing = AnswersNothing(method);
        var answer = answersNothing ? BuiltInScalars.Boolean : id is not null ? BuiltInScalars.Id : context.Outputs.Named(shape.Core, where);
        var type = answersNothing ? answer.AsNonNull : id is not null ? Wrap(shape, answer) : context.Outputs.Resolve(shape, where);
        var parts = new FieldParts(type, answer) { Arguments = bound.Arguments };
        if (scope.IsAbstract)
        {
            return parts;
        }

        if (scope.Root == OperationType.Mutation && mutations.AppliesTo(method))
        {
            return mutations.Build(bound, parts, answersNothing, resolver => WithIds(resolver, id));
        }

        var isPure = !bound.ReadsMoreThanParent && (method.IsStatic || scope.IsOwn) && scope.Source is not null && !answersNothing && shape.Type == (Nullable.GetUnderlyingType(method.ReturnType) ?? method.ReturnType);
        return isPure && id is null
            ? parts with { Getter = context.WhenSound(bound.CompileGetter) }
            : parts with { Resolver = context.WhenSound(() => WithIds(bound.Compile(), id)) };
    }

    private FieldParts Paged(BoundMethod bound, ClrShape shape, MemberInfo member, UsePagingAttribute attribute)
    {
        var where = Naming.Readable(member);
        var name = Naming.OfMember(member);
        var plan = new PagingPlan(attribute, context.Paging, name);
        if (!plan.IsPossible)
        {
            context.Problem($"{where}: its page sizes must be at least 1. Change DefaultPageSize and MaxPageSize of [UsePaging] or of the paging options.");
        }

        if (paging.NodesOf(member, shape, attribute) is not { } node)
        {
            return new FieldParts(BuiltInScalars.String, null);
        }

        var connection = paging.Connection(name, node, plan, attribute, where);
        var parts = new FieldParts(shape.IsNullable ? connection : connection.AsNonNull, context.Outputs.Named(node.Core, where))
        {
            Arguments = [.. plan.Arguments, .. bound.Arguments],
            ListSize = plan.ListSize,
        };
        if (bound.Scope.IsAbstract)
        {
            return parts;
        }

        var item = shape.Item is { } listed ? listed is { IsNullable: true, Type.IsValueType: true } ? typeof(Nullable<>).MakeGenericType(listed.Type) : listed.Type : node.Type;
        return parts with
        {
            Resolver = context.WhenSound(() => PagingConvention.IsConnection(shape)
                ? PagingConvention.Compile(bound, plan)
                : PagingConvention.InMemory(PagingConvention.Compile(bound, plan), plan, item)),
        };
    }

    private FieldResolver WithIds(FieldResolver resolver, string? typeName) => typeName is null || !context.Ids.AreGlobal
        ? resolver
        : async call => FormatId(await resolver(call), typeName);

    private object? FormatId(object? value, string typeName) => value switch
    {
        null => null,
        not string and System.Collections.IEnumerable items => items.Cast<object?>().Select(item => FormatId(item, typeName)).ToArray(),
        _ => context.Ids.Format(typeName, value),
    };

    private string? IdTypeName(MemberInfo member, FieldScope scope)
    {
        if (member is PropertyInfo property && context.Nodes.IsNodeId(property, scope))
        {
            return scope.TypeName;
        }

        return member.GetCustomAttribute<IDAttribute>() is not { } id ? null
            : id.NodeType is { } nodeType ? Naming.OfType(nodeType)
            : id.TypeName ?? scope.TypeName;
    }

    private IEnumerable<string> IgnoredProperties(Type type) => context.Classes.Extensions(type).SelectMany(extension => Ignored(extension, "IgnoreProperties"));

    private IEnumerable<string> IgnoredFields(Type type) => context.Classes.Extensions(type).SelectMany(extension => Ignored(extension, "IgnoreFields"));

    private static IEnumerable<string> Ignored(Type extension, string list) => extension.GetCustomAttributes(inherit: false)
        .Where(attribute => attribute.GetType().Name.StartsWith("ExtendObjectTypeAttribute", StringComparison.Ordinal))
        .SelectMany(attribute => (string[])attribute.GetType().GetProperty(list)!.GetValue(attribute)!); // both attributes have both lists

    private static GraphQLType Wrap(ClrShape shape, NamedType core)
    {
        var type = shape.Item is { } item ? Wrap(item, core).AsList : (GraphQLType)core;
        return shape.IsNullable ? type : type.AsNonNull;
    }

    private static bool AnswersNothing(MethodInfo method) =>
        method.ReturnType == typeof(void) || method.ReturnType == typeof(Task) || method.ReturnType == typeof(ValueTask);

    private static bool IncludesStatic(Type type) =>
        type.GetCustomAttribute<QueryTypeAttribute>()?.IncludeStaticMembers
        ?? type.GetCustomAttribute<MutationTypeAttribute>()?.IncludeStaticMembers
        ?? type.GetCustomAttribute<SubscriptionTypeAttribute>()?.IncludeStaticMembers
        ?? true;

    private static ListSize? SizeOf(MemberInfo member) => member.GetCustomAttribute<ListSizeAttribute>() is not { } given ? null : new ListSize
    {
        AssumedSize = given.AssumedSizeOrNull,
        SlicingArguments = given.SlicingArguments,
        SlicingArgumentDefaultValue = given.SlicingArgumentDefaultValueOrNull,
        SizedFields = given.SizedFields,
        RequireOneSlicingArgument = given.RequireOneSlicingArgument && given.SlicingArguments.Length > 0,
    };
}
