using System.Buffers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Callbacks;

/// <summary>
/// <c>/v1/callbacks/{integrationId}</c>: where providers tell what became of messages. Anonymous: the integration's plugin proves by signature that a
/// request is the provider's own.
/// </summary>
internal static class CallbackRoutes
{
    private const int MaxBytes = 1024 * 1024;

    public static void MapCallbacks(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/callbacks/{integrationId}", [HttpMethods.Post, HttpMethods.Get], ReceiveAsync)
            .AllowAnonymous().WithTags("Callbacks")
            .WithName("receiveCallback").WithSummary("Takes what a provider reports, when its plugin finds the request to be the provider's own.")
            .Produces(StatusCodes.Status200OK).Refuses(ErrorCode.CallbackRefused, ErrorCode.NotFound);

    private static async Task<IResult> ReceiveAsync(
        string integrationId, HttpContext context, ICallbackIntake intake, IOptions<CallbackOptions> options, CancellationToken cancellationToken)
    {
        var id = IntegrationId.TryParse(integrationId, out var parsed)
            ? parsed : throw new NotifyException(ErrorCode.NotFound, $"There is no integration '{integrationId}'.");
        var verified = await intake.ReceiveAsync(id, await ReadAsync(context, options.Value, cancellationToken), cancellationToken);
        return verified.Reply is { } reply ? TypedResults.Text(reply, verified.ReplyMediaType) : TypedResults.Ok();
    }

    private static async ValueTask<CallbackRequest> ReadAsync(HttpContext context, CallbackOptions options, CancellationToken cancellationToken)
    {
        var body = new ArrayBufferWriter<byte>(4_096);
        while (true)
        {
            var read = await context.Request.BodyReader.ReadAsync(cancellationToken);
            foreach (var part in read.Buffer)
            {
                body.Write(part.Span);
            }

            context.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (body.WrittenCount > MaxBytes)
            {
                throw new NotifyException(ErrorCode.PayloadTooLarge, $"The callback's body has more than {MaxBytes} bytes.");
            }

            if (read.IsCompleted)
            {
                break;
            }
        }

        return new()
        {
            Method = context.Request.Method.ToUpperInvariant(),
            Url = options.UrlOf(context.Request),
            Headers = context.Request.Headers.ToDictionary(
                static header => header.Key, static header => StringValues.IsNullOrEmpty(header.Value) ? "" : header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.WrittenMemory,
        };
    }
}
