using BenchmarkDotNet.Running;
using ChatHub.Benchmarks.Fuzz;
using ChatHub.Benchmarks.Load;
using ChatHub.Benchmarks.Log;

if (args is ["load", .. var load])
{
    return await new LoadCommand(Console.Out, Console.Error, TimeProvider.System).RunAsync(load);
}

if (args is ["log", "ingest", .. var ingest])
{
    return await IngestMode.RunAsync(ingest, Console.Out);
}

if (args is ["log", "search", .. var search])
{
    return await SearchMode.RunAsync(search, Console.Out);
}

if (args is ["log", "retention", .. var retention])
{
    return await RetentionMode.RunAsync(retention, Console.Out);
}

if (args is ["fuzz", .. var fuzz])
{
    return await FuzzMode.RunAsync(fuzz, Console.Out);
}

BenchmarkSwitcher.FromAssembly(typeof(LoadCommand).Assembly).Run(args);
return 0;
