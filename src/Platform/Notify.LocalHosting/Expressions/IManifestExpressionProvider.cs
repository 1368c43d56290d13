namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that can be written as a placeholder, such as <c>{cache.bindings.tcp.port}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>Gets the placeholder.</summary>
    string ValueExpression { get; }
}
