using Notify.EndToEnd.Tests.Rig;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedInstallation))]
[assembly: CollectionBehavior(DisableTestParallelization = true)] // the tests share an installation's clock, and some pause or kill its processes
