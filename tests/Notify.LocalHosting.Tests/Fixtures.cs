[assembly: AssemblyFixture(typeof(Notify.TestServers.TestServers))]
