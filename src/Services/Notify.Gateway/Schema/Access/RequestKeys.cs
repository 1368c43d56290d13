using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Access;

/// <summary>Reads the <c>idempotencyKey</c> of a mutation.</summary>
internal static class RequestKeys
{
    private const int MaxLength = 255;

    /// <summary>Answers the key with the fingerprint of the mutation and its input; <see langword="null"/> when none was given.</summary>
    /// <exception cref="NotifyException">It is not 1 to 255 visible ASCII characters.</exception>
    public static RequestKey? Read<TInput>(string? key, string mutation, TInput input)
    {
        if (key is null)
        {
            return null;
        }

        if (key.Length is 0 or > MaxLength || key.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new NotifyException(
                ErrorCode.ValidationError, $"The idempotencyKey must have 1 to {MaxLength} visible ASCII characters.",
                new FieldError("/idempotencyKey", $"must have 1 to {MaxLength} visible ASCII characters."));
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"mutation {mutation}\n"));
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(input));
        return new(key, hash.GetHashAndReset());
    }
}
