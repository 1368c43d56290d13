using Notify.GraphQL.Types;

namespace Notify.GraphQL.Tests.Building;

public sealed class ConcurrencyTests
{
    [Fact]
    public async Task Answers_many_requests_at_once_each_with_its_own_arguments()
    {
        await using var server = BuiltServer.Of(typeof(EchoQueries));
        await server.RunAsync("{ echo(number: 0) }");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => server.RunAsync(
            "query ($number: Int!, $box: BoxInput!) { echo(number: $number) later(box: $box) { number } }", new { number, box = new { number } })));

        Assert.Equal(
            Enumerable.Range(0, 200).Select(number => $"{{\"data\":{{\"echo\":{number},\"later\":{{\"number\":{number}}}}}}}"),
            answers);
    }

    [Fact]
    public async Task Makes_a_constant_input_object_anew_for_each_request()
    {
        await using var server = BuiltServer.Of(typeof(EchoQueries));
        const string Document = "{ bump(box: { number: 1 }) }";

        Assert.Equal("""{"data":{"bump":2}}""", await server.RunAsync(Document));
        Assert.Equal("""{"data":{"bump":2}}""", await server.RunAsync(Document));
    }

    public sealed class Box
    {
        public int Number { get; set; }
    }

    [QueryType]
    public static class EchoQueries
    {
        public static int Echo(int number) => number;

        public static async Task<Box> LaterAsync(Box box)
        {
            await Task.Yield();
            return box;
        }

        public static int Bump(Box box) => ++box.Number;
    }
}
