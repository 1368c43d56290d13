using Microsoft.Extensions.DependencyInjection;

namespace Notify.GraphQL;

/// <summary>Collects what makes up a GraphQL server. The schema is built, and checked, when the application starts.</summary>
public interface IRequestExecutorBuilder
{
    /// <summary>Gets the application's services.</summary>
    IServiceCollection Services { get; }
}
