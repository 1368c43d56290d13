using System.Runtime.Versioning;

[assembly: AssemblyFixture(typeof(Notify.TestServers.TestServers))]
[assembly: SupportedOSPlatform("linux")]
