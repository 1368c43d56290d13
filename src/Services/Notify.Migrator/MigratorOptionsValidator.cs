using Microsoft.Extensions.Options;

namespace Notify.Migrator;

/// <summary>Refuses a patience that gives up at once or never.</summary>
internal sealed class MigratorOptionsValidator : IValidateOptions<MigratorOptions>
{
    public ValidateOptionsResult Validate(string? name, MigratorOptions options) =>
        options.StartupPatience >= TimeSpan.FromSeconds(1) && options.StartupPatience <= TimeSpan.FromHours(1)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{MigratorOptions.Section}:StartupPatience is {options.StartupPatience} but must be 00:00:01 to 01:00:00; otherwise the migrator gives up at once or never.");
}
