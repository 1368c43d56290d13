using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.AspNetCore;

namespace Notify.GraphQL.Tests.Conformance;

/// <summary>What others hold to be right: the audit suite of GraphQL over HTTP, and the clients people use.</summary>
public sealed class TransportConformanceTests
{
    [Fact]
    public Task All_61_audits_of_GraphQL_over_HTTP_are_ok() => ExpectAsync("audit.mjs", "61 of 61 ok");

    [Fact]
    public Task Sockets_close_with_the_codes_of_the_protocol() => ExpectAsync("ws-close-codes.mjs", "9 of 9 ok");

    [Fact]
    public Task The_graphql_ws_client_queries_mutates_subscribes_and_connects_again() => ExpectAsync("clients-graphql-ws.mjs", "5 of 5 ok");

    [Fact]
    public Task The_graphql_sse_client_queries_mutates_and_subscribes() => ExpectAsync("clients-graphql-sse.mjs", "4 of 4 ok");

    [Fact]
    public Task The_urql_client_queries_mutates_and_subscribes() => ExpectAsync("clients-urql.mjs", "4 of 4 ok");

    [Fact]
    public Task The_Apollo_client_queries_mutates_and_subscribes() => ExpectAsync("clients-apollo.mjs", "3 of 3 ok");

    [Fact]
    public Task Relay_compiles_a_query_against_the_schema_and_runs_it() => ExpectAsync("relay.mjs", "2 of 2 ok");

    /// <summary>Each script prints what failed, if anything did, and then how much went well.</summary>
    private static async Task ExpectAsync(string script, string last)
    {
        await using var host = await ConformanceServer.StartAsync(
            static services => services.AddSingleton<ISocketSessionInterceptor, ConformanceServer.ShortSessions>());

        var output = await NodeScript.RunAsync(script, [host.Url.ToString()], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(last, output.Trim());
    }
}
