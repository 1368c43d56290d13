namespace Notify.Channels.Webhook;

/// <summary>No connection was made, so nothing was sent; <paramref name="code"/> says why.</summary>
internal sealed class ConnectionRefusedException(string code, string message, Exception? innerException = null) : IOException(message, innerException)
{
    public const string AddressNotAllowed = "address-not-allowed";

    public string Code => code;
}
