using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("linux")]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // whole applications are started here; two at once only where a test says so
