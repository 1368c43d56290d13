namespace Aspire.Hosting.ApplicationModel;

/// <summary>What happens to annotations of the same type when one is added.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>The new annotation joins the others.</summary>
    Append,

    /// <summary>The new annotation takes the place of the others.</summary>
    Replace,
}
