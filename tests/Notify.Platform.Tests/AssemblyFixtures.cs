using Notify.TestServers;

[assembly: AssemblyFixture(typeof(TestServers))]
