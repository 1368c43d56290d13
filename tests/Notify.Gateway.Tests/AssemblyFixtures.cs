using Notify.Gateway.Tests;

[assembly: AssemblyFixture(typeof(RunningGateway))]
