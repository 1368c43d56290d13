using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Authorization;
using Notify.GraphQL.Types;

namespace Notify.GraphQL.Tests.Building;

public sealed class AuthorizationTests
{
    private static readonly ClaimsPrincipal Reader = new(new ClaimsIdentity([new Claim(ClaimTypes.Name, "ann")], "test"));
    private static readonly ClaimsPrincipal Admin = new(new ClaimsIdentity([new Claim(ClaimTypes.Role, "admin"), new Claim("level", "9")], "test"));

    [Theory]
    [InlineData("{ open }", "", "", "")]
    [InlineData("{ signedIn }", "AUTH_NOT_AUTHENTICATED /signedIn", "", "")]
    [InlineData("{ adminOnly }", "AUTH_NOT_AUTHENTICATED /adminOnly", "AUTH_NOT_AUTHORIZED /adminOnly", "")]
    [InlineData("{ byPolicy }", "AUTH_NOT_AUTHENTICATED /byPolicy", "AUTH_NOT_AUTHORIZED /byPolicy", "")]
    [InlineData("{ afterwards }", "AUTH_NOT_AUTHENTICATED /afterwards", "AUTH_NOT_AUTHORIZED /afterwards", "")]
    [InlineData("{ closedClass }", "AUTH_NOT_AUTHENTICATED /closedClass", "", "")]
    [InlineData("{ exempt }", "", "", "")]
    [InlineData("{ secret { text } }", "AUTH_NOT_AUTHENTICATED /secret", "AUTH_NOT_AUTHORIZED /secret", "")]
    [InlineData("{ secrets { text } }", "AUTH_NOT_AUTHENTICATED /secrets", "AUTH_NOT_AUTHORIZED /secrets", "")]
    [InlineData("{ pagedSecrets(first: 1) { nodes { text } } }", "AUTH_NOT_AUTHENTICATED /pagedSecrets", "AUTH_NOT_AUTHORIZED /pagedSecrets", "")]
    [InlineData("{ holder { name inner { text } } }", "AUTH_NOT_AUTHENTICATED /holder/inner", "AUTH_NOT_AUTHORIZED /holder/inner", "")]
    [InlineData("{ paper { __typename } }", "AUTH_NOT_AUTHENTICATED /paper", "AUTH_NOT_AUTHORIZED /paper", "")]
    [InlineData("{ papers { __typename } }", "AUTH_NOT_AUTHENTICATED /papers", "AUTH_NOT_AUTHORIZED /papers", "")]
    [InlineData("{ leaflet { __typename } }", "", "", "")]
    [InlineData("{ holder { guarded } }", "AUTH_NOT_AUTHENTICATED /holder/guarded", "", "")]
    [InlineData("{ holder { promised } }", "AUTH_NOT_AUTHENTICATED /holder/promised", "", "")]
    [InlineData("mutation { draft { paper { __typename } } }", "AUTH_NOT_AUTHENTICATED /draft", "AUTH_NOT_AUTHORIZED /draft", "")]
    [InlineData("{ pagedPapers(first: 2) { nodes { __typename } } }", "AUTH_NOT_AUTHENTICATED /pagedPapers", "AUTH_NOT_AUTHORIZED /pagedPapers", "")]
    [InlineData("{ __schema { queryType { name } } __typename }", "", "", "")]
    public async Task Lets_pass_who_may(string document, string nobody, string reader, string admin)
    {
        await using var server = Guarded();

        Assert.Equal(nobody, string.Join(",", await server.ErrorsAsync(document)));
        Assert.Equal(reader, string.Join(",", await server.ErrorsAsync(document, user: Reader)));
        Assert.Equal(admin, string.Join(",", await server.ErrorsAsync(document, user: Admin)));
    }

    [Fact]
    public async Task Does_not_run_a_mutation_whose_user_may_not()
    {
        await using var server = Guarded();
        Mutations.Runs = 0;

        Assert.Equal(["AUTH_NOT_AUTHENTICATED /run"], await server.ErrorsAsync("mutation { run { success } }"));
        Assert.Equal(0, Mutations.Runs);
        Assert.Empty(await server.ErrorsAsync("mutation { run { success } }", user: Reader));
        Assert.Equal(1, Mutations.Runs);
    }

    [Fact]
    public async Task Says_what_is_missing_in_the_words_of_the_convention()
    {
        await using var server = Guarded();

        Assert.Contains("\"message\":\"The current user is not authorized to access this resource.\"", await server.RunAsync("{ signedIn }"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Shows_the_rules_on_every_field_so_that_a_test_can_list_those_without()
    {
        await using var server = Guarded();

        var open = server.Schema.Query.Fields.Where(field => field.Authorization.Count == 0).Select(field => field.Name).Order();

        Assert.Equal(["exempt", "holder", "leaflet", "open", "pagedPapers", "pagedSecrets", "paper", "papers", "secret", "secrets"], open);
        Assert.Equal("senior", server.Schema.Query.FindField("byPolicy")!.Authorization.Single().Policy);
        Assert.Equal(["admin"], Assert.Single(server.Type("Secret").Authorization).Roles);
    }

    [Fact]
    public void Stops_the_start_on_a_policy_that_does_not_exist()
    {
        var problems = BuiltServer.ProblemsOf(builder => builder.AddTypes(typeof(UnknownPolicy)).AddAuthorization());

        Assert.Equal(["[Authorize] names the policy 'nobody', which does not exist. Add it with AddAuthorization(options => options.AddPolicy(\"nobody\", …))."], problems);
    }

    [Fact]
    public void Stops_the_start_on_a_policy_without_authorization()
    {
        var problems = BuiltServer.ProblemsOf(typeof(UnknownPolicy));

        Assert.Equal(["[Authorize] names the policy 'nobody', but no authorization is registered. Call AddAuthorization() on the server and add the policy to its options."], problems);
    }

    private static BuiltServer Guarded() => BuiltServer.Of(builder =>
    {
        builder.AddTypes(typeof(Queries), typeof(ClosedQueries), typeof(Mutations), typeof(HolderNode)).AddMutationConventions().AddAuthorization()
            .AllowIntrospection(true);
        builder.Services.AddAuthorization(options => options.AddPolicy("senior", policy => policy.RequireClaim("level", "9")));
    });

    [Authorize(Roles = ["admin"])]
    public sealed record Secret(string Text);

    public interface IPromise
    {
        [Authorize]
        string Promised { get; }
    }

    public sealed record Holder(string Name, Secret? Inner) : IPromise
    {
        [Authorize]
        public string Guarded => $"{Name} guarded";

        public string Promised => "promised";
    }

    [ObjectType<Holder>]
    public static class HolderNode
    {
        public static string GetOpenNote([Parent] Holder holder) => holder.Name;
    }

    [UnionType("Paper")]
    public interface IPaper;

    [Authorize(Roles = ["admin"])]
    public sealed record Contract(string Text) : IPaper;

    public sealed record Leaflet(string Text) : IPaper;

    [QueryType]
    public static class Queries
    {
        public static string Open => "open";

        [Authorize]
        public static string SignedIn() => "signed in";

        [Authorize(Roles = ["admin", "owner"])]
        public static Task<string> AdminOnly() => Task.FromResult("admin");

        [Authorize("senior")]
        public static string ByPolicy => "senior";

        [Authorize("senior", ApplyPolicy.AfterResolver)]
        public static string Afterwards() => "afterwards";

        public static Secret Secret => new("s");

        public static IReadOnlyList<Secret> Secrets() => [new("s")];

        [UsePaging]
        public static IReadOnlyList<Secret> PagedSecrets() => [new("s")];

        public static Holder Holder => new("h", new Secret("s"));

        public static IPaper Paper() => new Contract("c");

        public static IPaper Leaflet() => new Leaflet("l");

        [UsePaging]
        public static IReadOnlyList<IPaper> PagedPapers() => Papers();

        public static IReadOnlyList<IPaper> Papers() => [new Leaflet("l"), new Contract("c")];
    }

    [QueryType]
    [Authorize]
    public static class ClosedQueries
    {
        public static string ClosedClass => "closed";

        [AllowAnonymous]
        public static string Exempt => "exempt";
    }

    [MutationType]
    [Authorize]
    public static class Mutations
    {
        [GraphQLIgnore]
        public static int Runs { get; set; }

        public static void Run() => Runs++;

        [AllowAnonymous]
        public static IPaper Draft() => new Contract("c");
    }

    [QueryType]
    public static class UnknownPolicy
    {
        [Authorize("nobody")]
        public static string Field => "";
    }
}
