namespace Notify.GraphQL.AspNetCore;

/// <summary>What clients are told when a subscription's stream breaks.</summary>
internal static class StreamFailure
{
    public static readonly IReadOnlyList<IError> InternalErrors =
        [ErrorBuilder.New().SetMessage("The subscription failed on the server.").SetCode(ErrorCodes.Internal).Build()];
}
