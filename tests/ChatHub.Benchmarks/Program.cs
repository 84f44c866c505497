using BenchmarkDotNet.Running;
using ChatHub.Benchmarks.Load;

if (args is ["load", .. var load])
{
    return await new LoadCommand(Console.Out, Console.Error, TimeProvider.System).RunAsync(load);
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
