using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Types.Pagination;

namespace Notify.GraphQL.Registration;

/// <summary>Stops the start on options that no request could live with.</summary>
internal static class OptionRules
{
    public static void AddOptionRules(this IServiceCollection services)
    {
        Add<ParserOptions>(services, options =>
        [
            AtLeast(1, options.MaxRecursionDepth, "MaxRecursionDepth"),
            AtLeast(1, options.MaxTokens, "MaxTokens"),
            AtLeast(1, options.MaxNodes, "MaxNodes"),
            AtLeast(1, options.MaxFields, "MaxFields"),
            AtLeast(0, options.MaxDirectivesPerLocation, "MaxDirectivesPerLocation"),
        ]);
        Add<ValidationOptions>(services, options =>
        [
            AtLeast(1, options.MaxExecutionDepth, "MaxExecutionDepth"),
            AtLeast(1, options.MaxCoordinateCycles, "MaxCoordinateCycles"),
            AtLeast(1, options.MaxErrors, "MaxErrors"),
            AtLeast(1, options.MaxLocationsPerError, "MaxLocationsPerError"),
            AtLeast(1, options.MaxAliasesPerField, "MaxAliasesPerField"),
            AtLeast(1, options.MaxRootFields, "MaxRootFields"),
        ]);
        Add<RequestOptions>(services, options =>
        [
            AtLeast(1, options.MaxConcurrentExecutions, "MaxConcurrentExecutions"),
            AtLeast(1, options.DocumentCacheSize, "DocumentCacheSize"),
            options.ExecutionTimeout > TimeSpan.Zero ? null : $"ExecutionTimeout is {options.ExecutionTimeout} but must be positive; otherwise every operation is ended at once.",
        ]);
        Add<PagingOptions>(services, options =>
        [
            AtLeast(1, options.DefaultPageSize, "DefaultPageSize"),
            AtLeast(options.DefaultPageSize, options.MaxPageSize, "MaxPageSize"),
        ]);
        Add<ServerOptions>(services, options =>
        [
            AtLeast(1, options.MaxRequestBytes, "MaxRequestBytes"),
            AtLeast(1, options.MaxJsonDepth, "MaxJsonDepth"),
        ]);
    }

    private static void Add<T>(IServiceCollection services, Func<T, string?[]> rules)
        where T : class => services.AddSingleton<IValidateOptions<T>>(new Validator<T>(rules));

    private static string? AtLeast(int least, int value, string name) =>
        value >= least ? null : $"{name} is {value} but must be at least {least}; otherwise every request would be refused.";

    private sealed class Validator<T>(Func<T, string?[]> rules) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var broken = rules(options).OfType<string>().Select(rule => $"{typeof(T).Name}.{rule}").ToArray();
            return broken.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(broken);
        }
    }
}
