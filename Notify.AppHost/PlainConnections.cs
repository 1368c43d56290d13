namespace Notify.AppHost;

/// <summary>Connections between the parts of one machine.</summary>
internal static class PlainConnections
{
    /// <summary>
    /// Leaves TLS out between the parts of this machine, as everything here listens on its loopback address only. Else Aspire would ask for a
    /// development certificate on every fresh machine, and address Redis by TLS where there is one.
    /// </summary>
    public static IDistributedApplicationBuilder UsePlainConnections(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
#pragma warning disable ASPIRECERTIFICATES001 // to be tried out, says Aspire; the name of the method is the promise
            foreach (var resource in builder.Resources.Where(static resource => resource.Annotations.OfType<HttpsCertificateConfigurationCallbackAnnotation>().Any()).ToList())
            {
                resource.Annotations.Add(new HttpsCertificateAnnotation { UseDeveloperCertificate = false });
            }
#pragma warning restore ASPIRECERTIFICATES001
        }

        return builder;
    }
}
