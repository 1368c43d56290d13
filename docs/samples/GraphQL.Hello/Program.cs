using Notify.GraphQL;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.Types;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddGraphQLServer().AddTypes(typeof(HelloQueries));
var app = builder.Build();
app.MapGraphQL();
app.Run();

/// <summary>What the server answers.</summary>
[QueryType]
internal static class HelloQueries
{
    /// <summary>Greets somebody.</summary>
    /// <param name="name">Who is greeted.</param>
    public static string GetHello(string name = "world") => $"Hello, {name}!";
}
