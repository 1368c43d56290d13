namespace Notify.Channels.Sdk;

/// <summary>No connection was made, so nothing was sent; <paramref name="code"/> says why.</summary>
internal sealed class DialRefusedException(string code, string message, Exception? innerException = null) : IOException(message, innerException)
{
    public const string AddressNotAllowed = "address-not-allowed";

    public string Code => code;

    /// <summary>Finds the refusal among the causes of what an HTTP client threw.</summary>
    public static DialRefusedException? In(Exception? exception)
    {
        while (exception is not (null or DialRefusedException))
            exception = exception.InnerException;
        return (DialRefusedException?)exception;
    }
}
