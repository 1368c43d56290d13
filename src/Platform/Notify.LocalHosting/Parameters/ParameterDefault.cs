namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a parameter is when no value is configured.</summary>
public abstract class ParameterDefault
{
    /// <summary>Makes the value.</summary>
    /// <returns>The value.</returns>
    public abstract string GetDefaultValue();
}
