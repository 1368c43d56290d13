namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value given from outside, or generated once and kept.</summary>
public class ParameterResource : Resource, IValueProvider, IManifestExpressionProvider
{
    private readonly Lazy<string> value;

    /// <summary>Describes a parameter.</summary>
    /// <param name="name">The resource's name.</param>
    /// <param name="callback">Finds the value, asked once.</param>
    /// <param name="secret">Whether the value is masked wherever it is shown.</param>
    public ParameterResource(string name, Func<ParameterDefault?, string> callback, bool secret = false)
        : base(name)
    {
        Secret = secret;
        value = new(() => callback(Default));
    }

    /// <summary>Gets whether the value is masked wherever it is shown.</summary>
    public bool Secret { get; }

    /// <summary>Gets or sets what is used when no value is configured.</summary>
    public ParameterDefault? Default { get; set; }

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Name}.value}}";

    internal string CurrentValue => value.Value;

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult<string?>(value.Value);
}
