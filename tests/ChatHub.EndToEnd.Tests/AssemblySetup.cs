using ChatHub.EndToEnd.Tests.Browser;
using ChatHub.EndToEnd.Tests.Server;

// One publish and one browser for all tests. Nothing runs side by side: these tests start servers and browsers, and measure
// how soon something arrives.
[assembly: AssemblyFixture(typeof(PublishedBuild))]
[assembly: AssemblyFixture(typeof(BrowserFixture))]
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
