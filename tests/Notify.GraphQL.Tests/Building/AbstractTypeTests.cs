using Notify.GraphQL.Types;

namespace Notify.GraphQL.Tests.Building;

public sealed class AbstractTypeTests
{
    [Fact]
    public async Task Finds_the_classes_of_an_interface_by_itself()
    {
        await using var server = BuiltServer.Of(typeof(AnimalQueries), typeof(AnimalNode));

        var json = await server.RunAsync("{ animals { __typename name noise loud ... on Dog { tricks } ... on Cat { lives } } }");

        Assert.Equal(
            """{"data":{"animals":[{"__typename":"Dog","name":"Rex","noise":"woof","loud":"WOOF","tricks":["sit"]},{"__typename":"Cat","name":"Tom","noise":"meow","loud":"MEOW","lives":9}]}}""", json);
        Assert.Equal(["Animal"], server.Type("Dog").Interfaces.Select(face => face.Name));
        Assert.Equal(["LivingThing", "Animal"], server.Type("Cat").Interfaces.Select(face => face.Name).OrderByDescending(name => name));
    }

    [Fact]
    public async Task Makes_a_union_of_the_classes_with_its_marker()
    {
        await using var server = BuiltServer.Of(typeof(UnionQueries));

        var json = await server.RunAsync("{ hits { __typename ... on Article { headline } ... on Photo { url } } }");

        Assert.Equal("""{"data":{"hits":[{"__typename":"Article","headline":"h"},{"__typename":"Photo","url":"u"}]}}""", json);
    }

    [InterfaceType("Animal")]
    public interface IAnimal
    {
        string Name { get; }

        /// <summary>Given by the interface alone.</summary>
        string Noise => "silence";
    }

    [InterfaceType("LivingThing")]
    public interface ILivingThing
    {
        int Lives { get; }
    }

    public sealed record Dog(string Name, IReadOnlyList<string> Tricks) : IAnimal
    {
        string IAnimal.Noise => "woof";
    }

    public sealed record Cat(string Name, int Lives) : IAnimal, ILivingThing
    {
        public string Noise => "meow";
    }

    [ObjectType<IAnimal>]
    public static class AnimalNode
    {
        public static string GetLoud([Parent] IAnimal animal) => animal.Noise.ToUpperInvariant();
    }

    [QueryType]
    public static class AnimalQueries
    {
        public static IReadOnlyList<IAnimal> Animals => [new Dog("Rex", ["sit"]), new Cat("Tom", 9)];

        public static ILivingThing? Living => null;
    }

    [UnionType("SearchHit")]
    public interface ISearchHit;

    public sealed record Article(string Headline) : ISearchHit;

    public sealed record Photo(string Url) : ISearchHit;

    [QueryType]
    public static class UnionQueries
    {
        public static ISearchHit[] Hits => [new Article("h"), new Photo("u")];
    }
}
