using System.CommandLine;
using Lamost.Vo.Cli;
using Lamost.Vo.Cli.Commands;

var root = new RootCommand("Publishes a spectroscopic survey to the Virtual Observatory.")
{
    DemoCommand.Create(),
    ServeCommand.Create(),
    LoadCommand.Create(),
    LoadSpectraCommand.Create(),
    SimulateCommand.Create(),
    SimulateSpectraCommand.Create(),
    AdqlCommand.Create(),
    ExportCommand.Create(),
    SettingsCommand.Create(),
};
var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors) Console.Error.WriteLine($"lamost-vo: {error.Message}");
    Console.Error.WriteLine($"Try 'lamost-vo {(parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
    return ExitCode.WrongUsage;
}
return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    // Ctrl-C and SIGTERM cancel the command, which then has this long to stop the service and the cluster.
    ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
});
