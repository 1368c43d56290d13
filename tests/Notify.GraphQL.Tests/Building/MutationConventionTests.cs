using Notify.GraphQL.Types;

namespace Notify.GraphQL.Tests.Building;

public sealed class MutationConventionTests
{
    [Fact]
    public async Task Gives_a_mutation_one_input_and_a_payload()
    {
        await using var server = WithConventions();

        Assert.Equal(
            """{"data":{"renameUser":{"user":{"id":7,"name":"Ada"},"errors":null}}}""",
            await server.RunAsync("""mutation { renameUser(input: { id: 7, name: "Ada" }) { user { id name } errors { __typename } } }"""));
        Assert.Equal(["user: User", "errors: [RenameUserError!]"], server.Type("RenameUserPayload").Fields.Select(field => $"{field.Name}: {field.Type}"));
        Assert.Equal("RenameUserInput!", server.Schema.Mutation!.FindField("renameUser")!.Arguments.Single().Type.ToString());
        Assert.Equal("RenameUserPayload!", server.Schema.Mutation.FindField("renameUser")!.Type.ToString());
    }

    [Theory]
    [InlineData("missing", """[{"__typename":"UserNotFoundError","message":"No user 7.","id":7}]""")]
    [InlineData("taken", """[{"__typename":"NameTakenError","message":"taken is taken.","code":"NAME_TAKEN"}]""")]
    [InlineData("", """[{"__typename":"InvalidNameError","message":"A name may not be empty."}]""")]
    [InlineData("late", """[{"__typename":"TooLateError","message":"Too late by 00:00:05."}]""")]
    [InlineData("both", """[{"__typename":"UserNotFoundError","message":"No user 7.","id":7},{"__typename":"NameTakenError","message":"both is taken.","code":"NAME_TAKEN"}]""")]
    public async Task Turns_described_exceptions_into_errors_of_the_payload(string name, string errors)
    {
        await using var server = WithConventions();

        var json = await server.RunAsync(
            """
            mutation ($input: RenameUserInput!) { renameUser(input: $input) { user { id } errors { __typename ... on Error { message } ... on UserNotFoundError { id } ... on NameTakenError { code } } } }
            """,
            new { input = new { id = 7, name } });

        Assert.Equal($$$$$"""{"data":{"renameUser":{"user":null,"errors":{{{{{errors}}}}}}}}""", json);
    }

    [Fact]
    public async Task Leaves_other_exceptions_to_the_executor()
    {
        await using var server = WithConventions();

        Assert.Equal(["INTERNAL_SERVER_ERROR /renameUser"], await server.ErrorsAsync("""mutation { renameUser(input: { id: 7, name: "crash" }) { user { id } } }"""));
    }

    [Fact]
    public async Task Handles_mutations_without_arguments_or_results_and_those_that_opt_out()
    {
        await using var server = WithConventions();

        Assert.Equal(
            """{"data":{"touch":{"success":true},"count":{"total":3},"plain":"x"}}""",
            await server.RunAsync("""mutation { touch { success } count { total } plain(text: "x") }"""));
    }

    [Fact]
    public async Task Follows_the_names_of_the_options()
    {
        await using var server = BuiltServer.Of(builder => builder.AddTypes(typeof(Queries), typeof(Mutations)).AddMutationConventions(options =>
        {
            options.InputTypeNamePattern = "{MutationName}Arguments";
            options.PayloadTypeNamePattern = "{MutationName}Result";
            options.PayloadErrorsFieldName = "problems";
            options.InputArgumentName = "with";
        }));

        Assert.Equal(
            """{"data":{"renameUser":{"problems":null}}}""",
            await server.RunAsync("""mutation ($with: RenameUserArguments!) { renameUser(with: $with) { problems { __typename } } }""", new { with = new { id = 1, name = "n" } }));
        Assert.NotNull(server.Schema.FindType("RenameUserResult"));
    }

    [Fact]
    public async Task Keeps_mutations_as_they_are_without_the_conventions()
    {
        await using var server = BuiltServer.Of(typeof(Queries), typeof(PlainMutations));

        Assert.Equal("""{"data":{"twice":8,"touch":true}}""", await server.RunAsync("mutation { twice(number: 4) touch }"));
    }

    private static BuiltServer WithConventions() => BuiltServer.Of(builder => builder.AddTypes(typeof(Queries), typeof(Mutations)).AddMutationConventions());

    [QueryType]
    public static class Queries
    {
        public static string Version => "1";
    }

    [MutationType]
    public static class PlainMutations
    {
        public static int Twice(int number) => number * 2;

        public static Task TouchAsync() => Task.CompletedTask;
    }

    public sealed record User(int Id, string Name);

    [MutationType]
    public static class Mutations
    {
        [Error<UserNotFoundException>]
        [Error(typeof(NameTakenError))]
        [Error<InvalidNameError>]
        [Error<TooLateErrors>]
        public static async Task<User> RenameUserAsync(int id, string name, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return name switch
            {
                "missing" => throw new UserNotFoundException(id),
                "taken" => throw new NameTakenException(name),
                "" => throw new ArgumentException("empty", nameof(name)),
                "late" => throw new TimeoutException(),
                "both" => throw new AggregateException(new UserNotFoundException(id), new NameTakenException(name)),
                "crash" => throw new AggregateException(new UserNotFoundException(id), new InvalidOperationException()),
                _ => new User(id, name),
            };
        }

        public static Task TouchAsync() => Task.CompletedTask;

        [UseMutationConvention(PayloadFieldName = "total")]
        public static int Count() => 3;

        [UseMutationConvention(Disable = true)]
        public static string Plain(string text) => text;
    }

    public sealed class UserNotFoundException(int id) : Exception($"No user {id}.")
    {
        public int Id { get; } = id;
    }

    public sealed class NameTakenException(string name) : Exception
    {
        public string Name { get; } = name;
    }

    public sealed record NameTakenError(string Message, string Code)
    {
        public static NameTakenError CreateErrorFrom(NameTakenException exception) => new($"{exception.Name} is taken.", "NAME_TAKEN");
    }

    public sealed class InvalidNameError(ArgumentException exception)
    {
        public string Message { get; } = exception.ParamName is "name" ? "A name may not be empty." : exception.Message;
    }

    public sealed record TooLateError(string Message);

    public sealed class TooLateErrors : IPayloadErrorFactory<TooLateError, TimeoutException>
    {
        public TooLateError CreateErrorFrom(TimeoutException exception) => new($"Too late by {TimeSpan.FromSeconds(5)}.");
    }
}
