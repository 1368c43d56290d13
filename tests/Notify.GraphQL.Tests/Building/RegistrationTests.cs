using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.Building;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Stops_the_start_of_the_application_on_a_mistake()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddGraphQLServer().AddTypes(typeof(MistakeTests.PagedNothing));
        await using var app = builder.Build();

        var stopped = await Assert.ThrowsAsync<SchemaException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Single(stopped.Problems);
    }

    [Fact]
    public void Refuses_options_that_no_request_could_live_with()
    {
        using var services = Services(builder => builder
            .ModifyParserOptions(options => options.MaxTokens = 0)
            .ModifyRequestOptions(options => options.ExecutionTimeout = TimeSpan.Zero)
            .ModifyPagingOptions(options => options.MaxPageSize = 5));

        Assert.Equal(
            ["ParserOptions.MaxTokens is 0 but must be at least 1; otherwise every request would be refused."],
            Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<ParserOptions>>().Value).Failures);
        Assert.Equal(
            ["RequestOptions.ExecutionTimeout is 00:00:00 but must be positive; otherwise every operation is ended at once."],
            Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IOptions<RequestOptions>>().Value).Failures);
        Assert.Equal(
            ["PagingOptions.MaxPageSize is 5 but must be at least 10; otherwise every request would be refused."],
            Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IRequestExecutor>()).Failures);
    }

    [Theory]
    [InlineData("Development", true)]
    [InlineData("Production", false)]
    public async Task Leaves_to_the_environment_what_nobody_decided(string environment, bool allowed)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Services.AddGraphQLServer().AddTypes(typeof(MistakeTests.Fine));
        await using var app = builder.Build();

        Assert.Equal(allowed, app.Services.GetRequiredService<IOptions<ValidationOptions>>().Value.AllowIntrospection);
        Assert.Equal(allowed, app.Services.GetRequiredService<IOptions<RequestOptions>>().Value.IncludeExceptionDetails);
    }

    [Fact]
    public void Goes_on_with_the_same_server_when_added_twice()
    {
        var services = new ServiceCollection();
        services.AddGraphQLServer().AddTypes(typeof(MistakeTests.Fine));
        services.AddGraphQL().AddErrorFilter(error => error.WithCode("CHANGED"));

        Assert.Single(services, service => service.ServiceType == typeof(IRequestExecutor));
        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
    }

    [Fact]
    public async Task Shows_errors_to_its_filters()
    {
        await using var server = BuiltServer.Of(builder => builder.AddTypes(typeof(MistakeTests.Fine)).AddErrorFilter(error => error.WithCode("CHANGED")));

        Assert.Equal(["CHANGED"], await server.ErrorsAsync("{ unknown }"));
    }

    [Fact]
    public void Shows_in_its_README_the_sample_that_runs()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(root.FullName, "Notify.sln")))
        {
            root = root.Parent ?? throw new InvalidOperationException("Run the tests from a checkout.");
        }

        var readme = File.ReadAllText(System.IO.Path.Combine(root.FullName, "src", "Platform", "Notify.GraphQL", "README.md"));
        var sample = File.ReadAllText(System.IO.Path.Combine(root.FullName, "docs", "samples", "GraphQL.Hello", "Program.cs"));

        Assert.Equal(sample.Trim(), readme.Split("```csharp")[1].Split("```")[0].Trim());
    }

    private static ServiceProvider Services(Action<IRequestExecutorBuilder> configure)
    {
        var services = new ServiceCollection();
        configure(services.AddGraphQLServer().AddTypes(typeof(MistakeTests.Fine)));
        return services.BuildServiceProvider();
    }
}
