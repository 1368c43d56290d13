using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Delivery.Integrations;

/// <summary>The ranges of an account's limits.</summary>
internal static class LimitRules
{
    /// <exception cref="NotifyException">Limits are out of range; all such are named.</exception>
    public static void Require(IntegrationLimits limits)
    {
        var errors = new List<FieldError>();
        if (limits.MaxConcurrentSends is < 1 or > 10_000)
        {
            errors.Add(new("/limits/maxConcurrentSends", "must be from 1 to 10000."));
        }

        if (limits.SendsPerSecond is { } rate && !(rate > 0 && rate <= 100_000))
        {
            errors.Add(new("/limits/sendsPerSecond", "must be above 0 and at most 100000."));
        }

        if (limits.SendTimeoutSeconds is { } seconds && !(seconds >= 0.1 && seconds <= 600))
        {
            errors.Add(new("/limits/sendTimeoutSeconds", "must be from 0.1 to 600."));
        }

        if (errors.Count > 0)
        {
            throw new NotifyException(ErrorCode.ValidationError, string.Join(" ", errors.Select(static error => $"{error.Path} {error.Message}")), errors);
        }
    }
}
