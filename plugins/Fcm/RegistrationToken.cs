using System.Buffers;

namespace Notify.Channels.Fcm;

/// <summary>
/// What an FCM registration token looks like. Google promises no format; all that were ever handed out are at least 100 characters of base64url,
/// most with one or two colons. A long run of hexadecimal digits is an APNs token instead.
/// </summary>
internal static class RegistrationToken
{
    private const int Shortest = 100;
    private const string Fault = "an FCM registration token: at least 100 letters, digits, '-', '_' and ':', as the app gets it from Firebase";
    private static readonly SearchValues<char> Alphabet = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_:-");
    private static readonly SearchValues<char> Hex = SearchValues.Create("ABCDEFabcdef0123456789");

    public static string? FindFault(ReadOnlySpan<char> address) =>
        address.Length >= Shortest && !address.ContainsAnyExcept(Alphabet) && address.ContainsAnyExcept(Hex) ? null : Fault;
}
