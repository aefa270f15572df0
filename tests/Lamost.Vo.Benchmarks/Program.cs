using BenchmarkDotNet.Running;
using Lamost.Vo.Benchmarks;
using Lamost.Vo.Benchmarks.SideBySide;
using Lamost.Vo.Benchmarks.Survey;

if (args is [SkySideBySide.Verb, var path]) return SkySideBySide.Run(path);
if (args is [AdqlSideBySide.Verb, var times])
{
    await AdqlSideBySide.RunAsync(int.Parse(times));
    return 0;
}
if (args is [LoadSideBySide.Verb, var rows, var rounds])
{
    await LoadSideBySide.RunAsync(int.Parse(rows), int.Parse(rounds));
    return 0;
}
if (args is [SurveyBenchmark.Verb, .. var options]) return await SurveyBenchmark.RunAsync(options);
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
return 0;
