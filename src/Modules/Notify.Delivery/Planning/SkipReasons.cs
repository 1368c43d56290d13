namespace Notify.Delivery.Planning;

/// <summary>Why nothing was tried. Stable codes.</summary>
internal static class SkipReasons
{
    public const string NoEndpoint = "NO_ENDPOINT";
    public const string SubscriberDeleted = "SUBSCRIBER_DELETED";
}
