using System.CommandLine;

namespace Notify.Cli;

/// <summary>What arguments may be.</summary>
internal static class ArgumentRules
{
    /// <summary>Refuses what looks like an option, which would otherwise be taken for the argument when no option has that name.</summary>
    public static Argument<T> NoOption<T>(this Argument<T> argument)
    {
        argument.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static token => token.Value.StartsWith('-')))
                result.AddError($"Unrecognized command or argument '{token.Value}'.");
        });
        return argument;
    }
}
