using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Random letters and digits.</summary>
public sealed class GenerateParameterDefault : ParameterDefault
{
    /// <summary>Gets or sets how many characters there are at least.</summary>
    /// <value>The default value is 22 characters, 131 bits.</value>
    public int MinLength { get; set; } = 22;

    /// <inheritdoc/>
    public override string GetDefaultValue() =>
        RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", MinLength);
}
