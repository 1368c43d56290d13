using Notify.LocalHosting.Testing;

namespace Aspire.Hosting.Testing;

/// <summary>Starts the application model of an AppHost inside a test, on free ports and with data of its own.</summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the AppHost's Program.cs up to <c>Build()</c>.</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.Notify_AppHost</c>.</typeparam>
    /// <param name="cancellationToken">Ends the wait for the AppHost.</param>
    /// <returns>The builder, for changes before the start.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <summary>Runs the AppHost's Program.cs up to <c>Build()</c>.</summary>
    /// <typeparam name="TEntryPoint">A type of the AppHost's assembly, such as <c>Projects.Notify_AppHost</c>.</typeparam>
    /// <param name="args">The command line.</param>
    /// <param name="cancellationToken">Ends the wait for the AppHost.</param>
    /// <returns>The builder, for changes before the start.</returns>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args, CancellationToken cancellationToken = default)
        where TEntryPoint : class
    {
        var entryPoint = typeof(TEntryPoint).Assembly.EntryPoint
            ?? throw new InvalidOperationException($"{typeof(TEntryPoint).Assembly.GetName().Name} has no entry point.");
        var interceptor = new EntryPointInterceptor(typeof(TEntryPoint).Assembly);
        var builder = await interceptor.RunAsync(entryPoint, args).WaitAsync(cancellationToken);
        return new InterceptedBuilder(builder, interceptor);
    }
}
