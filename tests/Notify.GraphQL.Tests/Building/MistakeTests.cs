using Notify.GraphQL.DataLoaders;
using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Pagination;
using Notify.GraphQL.Types.Relay;

namespace Notify.GraphQL.Tests.Building;

/// <summary>Every mistake stops the start with a sentence that says where it is and how to mend it.</summary>
public sealed class MistakeTests
{
    public static TheoryData<Type, string> Mistakes => new()
    {
        { typeof(UnknownService), "UnknownService.Field: the parameter 'feed' is a IFeed, which is neither a registered service nor a type that an argument could have. Register the service, or mark the parameter with [Parent], [Service], [EventMessage] or a state attribute." },
        { typeof(UnregisteredService), "UnregisteredService.Field: the parameter 'feed' asks for the service IFeed, which is not registered. Register it in the application's services." },
        { typeof(KeyedService), "KeyedService.Field: the parameter 'feed' asks for the service IFeed with the key 'main', which is not registered. Register it in the application's services." },
        { typeof(ParentOnRoot), "ParentOnRoot.Field: the parameter 'parent' asks for a parent, but a root type has none. Take the parameter away, or put the method on [ObjectType<String>]." },
        { typeof(TwiceNamed), "TwiceNamed.GetField: the type Query has a field 'field' already. Rename one of them with [GraphQLName], or leave the other out with [GraphQLIgnore] or [BindMember]." },
        { typeof(SameTypeName), "The type name 'Thing' is given twice, to ThingA and to ThingB. Rename one of them with [GraphQLName]." },
        { typeof(BadTypeName), "'no-name', the name of BadName, is not a name of GraphQL. Give it letters, digits and underscores, not two underscores first, with [GraphQLName]." },
        { typeof(Unsupported), "Unsupported.Field: Stream cannot be shown. Answer a class of your own or a type with a scalar, register a scalar for it with AddScalarType, or leave the member out with [GraphQLIgnore]." },
        { typeof(UnpagedConnection), "UnpagedConnection.Field: Connection<String> is only shown by fields with [UsePaging]. Put the attribute on the member." },
        { typeof(PagedNothing), "PagedNothing.Numbers: [UsePaging] needs a Connection<T> or a list, but the member answers Int32." },
        { typeof(PagedEmpty), "PagedEmpty.Field: its page sizes must be at least 1. Change DefaultPageSize and MaxPageSize of [UsePaging] or of the paging options." },
        { typeof(SameConnection), "SameConnection.B: the connection 'XConnection' exists already with other nodes or another totalCount. Set ConnectionName on [UsePaging]." },
        { typeof(NoImplementation), "ILonely: no class in the registered assemblies implements it, so no value could ever be shown. Register the assembly of its classes with AddTypesFromAssembly." },
        { typeof(EmptyInput), "Nothing: an input object needs at least one field. Give it a settable property or a constructor with parameters." },
        { typeof(AbstractInput), "AbstractInput.Field: the parameter 'input' is a Shape, which is neither a registered service nor a type that an argument could have. Register the service, or mark the parameter with [Parent], [Service], [EventMessage] or a state attribute." },
        { typeof(StrangeList), "StrangeList.Field(numbers): a list cannot become a LinkedList<Int32>. Take an array, IReadOnlyList, List or IReadOnlySet." },
        { typeof(StrangeId), "StrangeId.Field(id): an [ID] cannot become a Double. Take a string, Guid, int or long." },
        { typeof(TwoConstructors), "TwoConstructorLoader: a loader needs exactly one public constructor, but it has 2." },
        { typeof(NeedyLoaderField), "NeedyLoader: the constructor's parameter 'feed' is a IFeed, which is not registered. Register it in the application's services." },
        { typeof(LostExtension), "LostExtension: [ExtendObjectType] names the type 'Nowhere', which does not exist. Correct the name, or give the .NET type." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Stops_the_start_with_a_sentence(Type query, string sentence)
    {
        Assert.Equal([sentence], BuiltServer.ProblemsOf(query, typeof(Fine)));
    }

    [Fact]
    public void Tells_all_mistakes_at_once()
    {
        var problems = BuiltServer.ProblemsOf(typeof(UnregisteredService), typeof(PagedNothing));

        Assert.Equal(2, problems.Count);
        Assert.StartsWith($"The GraphQL schema cannot be built (2 problems):{Environment.NewLine}- ", new SchemaException(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Needs_a_query_type() =>
        Assert.Equal(["There is no query type. Mark a class with [QueryType] and register it with AddTypes or AddTypesFromAssembly."], BuiltServer.ProblemsOf(typeof(Fine.Plain)));

    [Fact]
    public void Needs_topics_for_subscriptions()
    {
        Assert.Equal(
            ["Topicless.OnEvent: it listens to the topic 'OnEvent', but no topics are registered. Call AddInMemorySubscriptions() or AddRedisSubscriptions(…)."],
            BuiltServer.ProblemsOf(typeof(Fine), typeof(Topicless)));
    }

    [Fact]
    public void Needs_whole_subscriptions()
    {
        Assert.Equal(
            [
                "BadSubscriptions.NotMarked: a field of the subscription type needs [Subscribe]. Add it, or leave the member out with [GraphQLIgnore].",
                "BadSubscriptions.NoMessage: nothing says what the topic's messages are. Take the message as a parameter with [EventMessage], or set MessageType on [Subscribe].",
                "BadSubscriptions.NoArgument: the topic 'of:{user}' has a place for 'user', but the field has no such argument. It has name.",
                "BadSubscriptions.NoOpener: [Subscribe] names the method 'Nowhere', but BadSubscriptions has no public method of that name.",
                "BadSubscriptions.OpensNothing: it opens a subscription's stream, so it must answer an ISourceStream<T> or an IAsyncEnumerable<T>, at once or in a task.",
            ],
            BuiltServer.ProblemsOf(builder => builder.AddTypes(typeof(Fine), typeof(BadSubscriptions)).AddInMemorySubscriptions()));
    }

    [Fact]
    public void Needs_errors_with_a_message_and_a_way_from_an_exception()
    {
        Assert.Equal(
            [
                "BadMutations.NoWay: [Error] names String, which is no exception and says no way from one. Give it a static CreateErrorFrom(exception) or a constructor that takes the exception, or make it an IPayloadErrorFactory.",
                "BadMutations.Twice: FormatException is mapped to several errors by [Error]. Keep one of them.",
                "Wordless: an error of a mutation needs a property Message of the type string. Add it.",
            ],
            BuiltServer.ProblemsOf(builder => builder.AddTypes(typeof(Fine), typeof(BadMutations)).AddMutationConventions()));
    }

    [Fact]
    public void Needs_whole_nodes()
    {
        Assert.Equal(
            [
                "NoFinder: a node needs a static method that finds it by its id. Add GetNoFinderAsync(id, …) to the class or its [ObjectType<NoFinder>], or mark a method with [NodeResolver].",
                "NoId: a node needs a property 'Id' of the type string, Guid, int or long. Add it, or name another with [Node(IdField = …)].",
                "NoParameter.Get: a node resolver takes the id. Give it a first parameter of the id's type.",
                "MoreArguments.Get: a node resolver takes the id and nothing else from the client, but 'more' would be an argument. Register its service or take it away.",
            ],
            BuiltServer.ProblemsOf(builder => builder.AddTypes(typeof(Fine), typeof(NoFinder), typeof(NoId), typeof(NoParameter), typeof(MoreArguments)).AddGlobalObjectIdentification()));
    }

    [Fact]
    public void Needs_the_parent_that_the_type_has()
    {
        Assert.Equal(
            ["WrongParent.GetField: the parent is a Plain, but the parameter 'parent' takes a Uri. Make it [Parent] Plain parent."],
            BuiltServer.ProblemsOf(typeof(Fine), typeof(WrongParent)));
    }

    public interface IFeed;

    [QueryType]
    public static class Fine
    {
        public static Plain? Thing => null;

        public sealed record Plain(string Name);
    }

    [QueryType]
    public static class UnknownService
    {
        public static string Field(IFeed feed) => $"{feed}";
    }

    [QueryType]
    public static class UnregisteredService
    {
        public static string Field([Service] IFeed feed) => $"{feed}";
    }

    [QueryType]
    public static class KeyedService
    {
        public static string Field([Service("main")] IFeed feed) => $"{feed}";
    }

    [QueryType]
    public static class ParentOnRoot
    {
        public static string Field([Parent] string parent) => parent;
    }

    [QueryType]
    public static class TwiceNamed
    {
        public static string Field => "";

        public static string GetField() => "";
    }

    [GraphQLName("Thing")]
    public sealed record ThingA(string Text);

    [GraphQLName("Thing")]
    public sealed record ThingB(string Text);

    [QueryType]
    public static class SameTypeName
    {
        public static ThingA? A => null;

        public static ThingB? B => null;
    }

    [GraphQLName("no-name")]
    public sealed record BadName(string Text);

    [QueryType]
    public static class BadTypeName
    {
        public static BadName? A => null;
    }

    [QueryType]
    public static class Unsupported
    {
        public static Stream? Field() => null;
    }

    [QueryType]
    public static class UnpagedConnection
    {
        public static Connection<string>? Field() => null;
    }

    [QueryType]
    public static class PagedNothing
    {
        [UsePaging]
        public static int Numbers() => 1;
    }

    [QueryType]
    public static class PagedEmpty
    {
        [UsePaging(MaxPageSize = 0)]
        public static string[] Field() => [];
    }

    [QueryType]
    public static class SameConnection
    {
        [UsePaging(ConnectionName = "X")]
        public static string[] A() => [];

        [UsePaging(ConnectionName = "X")]
        public static int[] B() => [];
    }

    [InterfaceType]
    public interface ILonely
    {
        string Text { get; }
    }

    [QueryType]
    public static class NoImplementation
    {
        public static ILonely? Field => null;
    }

    public sealed class Nothing;

    [QueryType]
    public static class EmptyInput
    {
        public static string Field(Nothing nothing) => $"{nothing}";
    }

    public abstract record Shape(int Size);

    [QueryType]
    public static class AbstractInput
    {
        public static int Field(Shape input) => input.Size;
    }

    [QueryType]
    public static class StrangeList
    {
        public static int Field(LinkedList<int> numbers) => numbers.Count;
    }

    [QueryType]
    public static class StrangeId
    {
        public static double Field([ID] double id) => id;
    }

    [QueryType]
    public static class TwoConstructors
    {
        public static Task<string?> Field(TwoConstructorLoader loader) => loader.LoadAsync(1);
    }

    [QueryType]
    public static class NeedyLoaderField
    {
        public static Task<string?> Field(NeedyLoader loader) => loader.LoadAsync(1);
    }

    public abstract class TestLoader(IBatchScheduler scheduler) : BatchDataLoader<int, string>(scheduler, new DataLoaderOptions())
    {
        protected override Task<IReadOnlyDictionary<int, string>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<int, string>>(new Dictionary<int, string>());
    }

    public sealed class TwoConstructorLoader : TestLoader
    {
        public TwoConstructorLoader(IBatchScheduler scheduler)
            : base(scheduler)
        {
        }

        public TwoConstructorLoader(IBatchScheduler scheduler, IFeed feed)
            : base(scheduler) => Feed = feed;

        public IFeed? Feed { get; }
    }

    public sealed class NeedyLoader(IBatchScheduler scheduler, IFeed feed) : TestLoader(scheduler)
    {
        public IFeed Feed { get; } = feed;
    }

    [ExtendObjectType("Nowhere")]
    public static class LostExtension
    {
        public static string Text => "";
    }

    [ObjectType<Fine.Plain>]
    public static class WrongParent
    {
        public static string GetField([Parent] Uri parent) => $"{parent}";
    }

    [SubscriptionType]
    public static class Topicless
    {
        [Subscribe]
        public static string OnEvent([EventMessage] string message) => message;
    }

    [SubscriptionType]
    public static class BadSubscriptions
    {
        public static string NotMarked() => "";

        [Subscribe]
        public static string NoMessage() => "";

        [Subscribe]
        [Topic("of:{user}")]
        public static string NoArgument(string name, [EventMessage] string message) => name + message;

        [Subscribe(With = "Nowhere")]
        public static string NoOpener([EventMessage] string message) => message;

        [Subscribe(With = nameof(OpensNothing))]
        public static string BadOpener([EventMessage] string message) => message;

        public static int OpensNothing() => 0;
    }

    [MutationType]
    public static class BadMutations
    {
        [Error(typeof(string))]
        public static string NoWay() => "";

        [Error<FormatException>]
        [Error<BadFormatError>]
        public static string Twice() => "";

        [Error<Wordless>]
        public static string Silent() => "";
    }

    public sealed record BadFormatError(string Message)
    {
        public static BadFormatError CreateErrorFrom(FormatException exception) => new(exception.Message);
    }

    public sealed record Wordless(int Number)
    {
        public static Wordless CreateErrorFrom(TimeoutException exception) => new(exception.HResult);
    }

    [Node]
    public sealed record NoFinder(string Id);

    [Node]
    public sealed record NoId(string Name);

    [Node]
    public sealed record NoParameter(string Id)
    {
        public static NoParameter? Get() => null;
    }

    [Node]
    public sealed record MoreArguments(string Id)
    {
        public static MoreArguments Get(string id, string more) => new(id + more);
    }
}
